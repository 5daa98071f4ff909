// Named one by one: the names are what remotes are built against, and a star hides them from module federation.
export { Button, IconButton } from "./button";
export { Combobox, type Suggestion } from "./combobox";
export { formatDate, formatTime, today } from "./dates";
export { compareDecimals, formatDecimal, isDecimal, parseDecimal, sumDecimals } from "./decimal";
export { Dialog } from "./dialog";
export { FieldFrame, type ControlProps } from "./field";
export { DataGrid, type GridColumn, type GridSelection } from "./grid";
export {
  ArrowDown, ArrowLeft, ArrowUp, Bell, ChevronRight, CircleAlert, Download, Icon, Inbox, LogOut, Menu, Moon, Plus, Save,
  ScanBarcode, Search, SlidersHorizontal, Star, Sun, SunMoon, Trash2, X,
} from "./icons";
export { Checkbox, DateInput, DecimalInput, Select, TextArea, TextInput, TimeInput } from "./inputs";
export { Card, Column, PageTitle, Row, SectionTitle, Text } from "./layout";
export { LineChart, type ChartPoint } from "./line_chart";
export { KitProvider } from "./provider";
export { Badge, EmptyState, Loading, Notice, Skeleton, type Tone } from "./status";
export { toast } from "./toast";
