// The federation's instance is there only once this module has run: so what uses it is imported from here.
import("./boot");
