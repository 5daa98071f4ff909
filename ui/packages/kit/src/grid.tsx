import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import { ArrowDown, ArrowUp } from "./icons";

export interface GridColumn<Row> {
  key: string;
  label: string;
  align?: "left" | "right";
  /** CSS width; as much as is left where not given. */
  width?: string;
  cell: (row: Row) => ReactNode;
  sortable?: boolean;
}

interface DataGridProps<Row> {
  label: string;
  columns: GridColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  onOpen: (row: Row) => void;
  /** Called when the last rows come into sight. */
  onEnd?: () => void;
  sort?: { key: string; descending: boolean };
  onSort?: (key: string) => void;
  rowHeight?: number;
  footer?: ReactNode;
}

const OVERSCAN = 8;

/** Rows without end: only those in sight are in the page. Arrows walk, Enter opens. */
export function DataGrid<Row>({ label, columns, rows, rowKey, onOpen, onEnd, sort, onSort, rowHeight = 40, footer }: DataGridProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: OVERSCAN });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onEnd && rows.length > 0 && lastShown >= rows.length - OVERSCAN) onEnd();
  }, [lastShown, rows.length, onEnd]);

  useEffect(() => { frame.current?.scrollTo({ top: 0 }); }, [sort?.key, sort?.descending]);

  const walk = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / rowHeight) - 1);
  const steps: Record<string, () => void> = {
    ArrowDown: () => walk(active + 1),
    ArrowUp: () => walk(active - 1),
    PageDown: () => walk(active + page),
    PageUp: () => walk(active - page),
    Home: () => walk(0),
    End: () => walk(rows.length - 1),
    Enter: () => { const row = rows[active]; if (row !== undefined) onOpen(row); },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step || event.target !== event.currentTarget) return;
    event.preventDefault();
    step();
  };
  const widths = columns.map((one) => one.width ?? "minmax(140px, 1fr)").join(" ");

  return (
    <div
      ref={frame} className="kit-grid" role="grid" aria-label={label} aria-rowcount={rows.length + 1} tabIndex={0}
      aria-activedescendant={active >= 0 && active < rows.length ? `row-${active}` : undefined}
      onKeyDown={onKeyDown} onFocus={() => setActive((now) => (now < 0 && rows.length ? 0 : now))}
      style={{ ["--columns" as string]: widths }}
    >
      <div className="kit-grid-inner" role="presentation">
        <div role="rowgroup" className="kit-grid-head">
          <div role="row" aria-rowindex={1}>
            {columns.map((one) => <HeaderCell key={one.key} column={one} sort={sort} onSort={onSort} />)}
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map((item) => {
            const row = rows[item.index] as Row;
            return (
              <div
                key={rowKey(row)} id={`row-${item.index}`} role="row" aria-rowindex={item.index + 2} className="kit-grid-row"
                data-active={item.index === active || undefined} onClick={() => onOpen(row)}
                style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              >
                {columns.map((one) => <div key={one.key} role="gridcell" data-align={one.align}>{one.cell(row)}</div>)}
              </div>
            );
          })}
        </div>
        {footer}
      </div>
    </div>
  );
}

function HeaderCell<Row>({ column, sort, onSort }: { column: GridColumn<Row>; sort?: { key: string; descending: boolean }; onSort?: (key: string) => void }) {
  const isSorted = sort?.key === column.key;
  const direction = isSorted ? (sort.descending ? "descending" : "ascending") : undefined;
  const Arrow = sort?.descending ? ArrowDown : ArrowUp;
  return (
    <div role="columnheader" data-align={column.align} aria-sort={direction}>
      {column.sortable && onSort ? (
        <button type="button" onClick={() => onSort(column.key)}>{column.label}{isSorted ? <Arrow size={12} aria-hidden /> : null}</button>
      ) : column.label}
    </div>
  );
}
