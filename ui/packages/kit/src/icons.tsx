import ArrowDown from "lucide-react/dist/esm/icons/arrow-down.mjs";
import ArrowLeft from "lucide-react/dist/esm/icons/arrow-left.mjs";
import ArrowUp from "lucide-react/dist/esm/icons/arrow-up.mjs";
import BarChart3 from "lucide-react/dist/esm/icons/bar-chart-3.mjs";
import Bell from "lucide-react/dist/esm/icons/bell.mjs";
import BookOpen from "lucide-react/dist/esm/icons/book-open.mjs";
import Boxes from "lucide-react/dist/esm/icons/boxes.mjs";
import ChevronRight from "lucide-react/dist/esm/icons/chevron-right.mjs";
import CircleAlert from "lucide-react/dist/esm/icons/circle-alert.mjs";
import Coins from "lucide-react/dist/esm/icons/coins.mjs";
import Download from "lucide-react/dist/esm/icons/download.mjs";
import FileText from "lucide-react/dist/esm/icons/file-text.mjs";
import Inbox from "lucide-react/dist/esm/icons/inbox.mjs";
import Landmark from "lucide-react/dist/esm/icons/landmark.mjs";
import LayoutDashboard from "lucide-react/dist/esm/icons/layout-dashboard.mjs";
import Library from "lucide-react/dist/esm/icons/library.mjs";
import LogOut from "lucide-react/dist/esm/icons/log-out.mjs";
import Menu from "lucide-react/dist/esm/icons/menu.mjs";
import Moon from "lucide-react/dist/esm/icons/moon.mjs";
import Package from "lucide-react/dist/esm/icons/package.mjs";
import PackageCheck from "lucide-react/dist/esm/icons/package-check.mjs";
import Plus from "lucide-react/dist/esm/icons/plus.mjs";
import Receipt from "lucide-react/dist/esm/icons/receipt.mjs";
import Save from "lucide-react/dist/esm/icons/save.mjs";
import Scale from "lucide-react/dist/esm/icons/scale.mjs";
import ScanBarcode from "lucide-react/dist/esm/icons/scan-barcode.mjs";
import Search from "lucide-react/dist/esm/icons/search.mjs";
import Settings from "lucide-react/dist/esm/icons/settings.mjs";
import Shield from "lucide-react/dist/esm/icons/shield.mjs";
import SlidersHorizontal from "lucide-react/dist/esm/icons/sliders-horizontal.mjs";
import Star from "lucide-react/dist/esm/icons/star.mjs";
import Sun from "lucide-react/dist/esm/icons/sun.mjs";
import SunMoon from "lucide-react/dist/esm/icons/sun-moon.mjs";
import Table2 from "lucide-react/dist/esm/icons/table-2.mjs";
import Trash2 from "lucide-react/dist/esm/icons/trash-2.mjs";
import Truck from "lucide-react/dist/esm/icons/truck.mjs";
import Users from "lucide-react/dist/esm/icons/users.mjs";
import Warehouse from "lucide-react/dist/esm/icons/warehouse.mjs";
import X from "lucide-react/dist/esm/icons/x.mjs";
import type { LucideProps } from "lucide-react";

export {
  ArrowDown, ArrowLeft, ArrowUp, Bell, ChevronRight, CircleAlert, Download, Inbox, LogOut, Menu, Moon, Plus, Save, ScanBarcode, Search,
  SlidersHorizontal, Star, Sun, SunMoon, Trash2, X,
};

// Icons that navigation may name; carrying all of lucide's would weigh more than the rest of the kit.
const named: Record<string, typeof FileText> = {
  "bar-chart-3": BarChart3, "book-open": BookOpen, boxes: Boxes, coins: Coins, "file-text": FileText, landmark: Landmark,
  library: Library, "layout-dashboard": LayoutDashboard, scale: Scale,
  package: Package, "package-check": PackageCheck, receipt: Receipt, "scan-barcode": ScanBarcode, settings: Settings,
  shield: Shield, table: Table2, "table-2": Table2, truck: Truck, users: Users, warehouse: Warehouse,
};

/** An icon by lucide's name; a sheet of paper where it is not among those the kit carries. */
export function Icon({ name, ...rest }: LucideProps & { name: string }) {
  const Found = named[name] ?? FileText;
  return <Found size={16} aria-hidden {...rest} />;
}
