import type { PageProps } from "../pages.ts";
import { CustomerView } from "./customer.tsx";
import { CustomerList } from "./list.tsx";

/** `#/customers`, `#/customers/{id}`, `#/customers/{id}/{section}`, `#/customers/{id}/members/{member}`. */
export function Customers({ path, query }: PageProps) {
  const [id, ...rest] = path;
  return id === undefined ? <CustomerList query={query} /> : <CustomerView key={id} id={id} path={rest} query={query} />;
}
