import {
  ArrowDown, ArrowLeft, ArrowUp, BarChart3, Bell, BookOpen, Boxes, ChevronRight, CircleAlert, Coins, FileText, Inbox, Landmark, LogOut,
  Menu, Moon, Package, PackageCheck, Plus, Receipt, Save, ScanBarcode, Search, Settings, Shield, SlidersHorizontal, Star, Sun,
  SunMoon, Table2, Trash2, Truck, Users, Warehouse, X, type LucideProps,
} from "lucide-react";

export {
  ArrowDown, ArrowLeft, ArrowUp, Bell, ChevronRight, CircleAlert, Inbox, LogOut, Menu, Moon, Plus, Save, ScanBarcode, Search,
  SlidersHorizontal, Star, Sun, SunMoon, Trash2, X,
};

// Icons that navigation may name; carrying all of lucide's would weigh more than the rest of the kit.
const named: Record<string, typeof FileText> = {
  "bar-chart-3": BarChart3, "book-open": BookOpen, boxes: Boxes, coins: Coins, "file-text": FileText, landmark: Landmark,
  package: Package, "package-check": PackageCheck, receipt: Receipt, "scan-barcode": ScanBarcode, settings: Settings,
  shield: Shield, table: Table2, "table-2": Table2, truck: Truck, users: Users, warehouse: Warehouse,
};

/** An icon by lucide's name; a sheet of paper where it is not among those the kit carries. */
export function Icon({ name, ...rest }: LucideProps & { name: string }) {
  const Found = named[name] ?? FileText;
  return <Found size={16} aria-hidden {...rest} />;
}
