import type { DescMethod, DescService } from "@bufbuild/protobuf";

// One chunk for each service, fetched when something first calls it.
const files = import.meta.glob<Record<string, unknown>>(
  "../../../../gen/ts/contracts/businessm/*/v1/*_service_pb.js",
);
const loaded = new Map<string, Promise<DescService>>();

/** A service's descriptor by its full name, for example "businessm.finance.v1.SupplierService". */
export function loadService(typeName: string): Promise<DescService> {
  const known = loaded.get(typeName);
  if (known) return known;
  const found = fetchService(typeName);
  loaded.set(typeName, found);
  found.catch(() => loaded.delete(typeName)); // a lost connection is no reason never to ask again
  return found;
}

/** A method and its service by "businessm.finance.v1.SupplierService/GetSupplier". */
export async function loadMethod(rpc: string): Promise<DescMethod> {
  const [typeName = "", name = ""] = rpc.split("/");
  const service = await loadService(typeName);
  const method = service.methods.find((one) => one.name === name);
  if (!method) throw new Error(`${typeName} has no rpc ${name}`);
  return method;
}

async function fetchService(typeName: string): Promise<DescService> {
  const load = files[fileOf(typeName)];
  if (!load) throw new Error(`no contract here describes ${typeName}`);
  const exported = await load();
  return exported[typeName.slice(typeName.lastIndexOf(".") + 1)] as DescService;
}

function fileOf(typeName: string): string {
  const path = typeName.split(".");
  const noun = snakeCase(path.pop() ?? "");
  return `../../../../gen/ts/contracts/${path.join("/")}/${noun}_pb.js`;
}

/** "GoodsReceipt" to "goods_receipt". */
export function snakeCase(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, "_$&").toLowerCase();
}

/** "goods_receipt" to "GoodsReceipt". */
export function pascalCase(name: string): string {
  return name.replace(/(^|_)([a-z0-9])/g, (_all, _gap, letter: string) => letter.toUpperCase());
}
