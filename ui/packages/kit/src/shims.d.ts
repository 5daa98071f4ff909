declare module "react-native";
