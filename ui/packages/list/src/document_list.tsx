import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Button, Card, Column, DataGrid, EmptyState, IconButton, Loading, Notice, PageTitle, Plus, Row, SlidersHorizontal, Text } from "@desk/kit";
import { documentPath, inSentence, useDesk, useDocumentType, useGo, useSearch, useTexts } from "@desk/shell";
import { Code, documentRpcs, listDocuments, refusalOf, type DocumentType, type Json } from "@desk/sdk";
import type { DescMethod } from "@bufbuild/protobuf";

import { BulkActions, useBulkActions } from "./bulk_actions";
import { ColumnChooser, columnsOf, gridColumn, useNarrow } from "./columns";
import { ExportButton } from "./export_button";
import { Filters } from "./filters";
import { SavedViews } from "./saved_views";
import { sortRows } from "./sorting";
import { useSelection } from "./use_selection";
import { narrowings, orderedBy, requestOf, searchOf, viewOf, type View } from "./view";

const PAGE_ROWS = 100;
const NARROW_COLUMNS = 3;

/** The list of any document type, drawn from what its owner says of it. */
export function DocumentList({ name }: { name: string }) {
  const t = useTexts();
  const { company } = useDesk();
  const described = useDocumentType(name);
  const type = described.data;
  const rpcs = useQuery({ queryKey: ["rpcs", name], queryFn: () => documentRpcs(type?.service ?? "", type?.type ?? ""), enabled: type !== undefined, staleTime: Infinity });
  useEffect(() => { if (type) window.document.title = `${type.plural_label} · Business M`; }, [type]);
  const error = described.error ?? rpcs.error;
  if (error) return <Refused error={error} retry={() => void described.refetch()} />;
  if (!type || !rpcs.data) return <Loading label={t("loading")} lines={10} />;
  if (!rpcs.data.list) return <EmptyState title={t("notFound.title")}>{t("notFound.text")}</EmptyState>;
  return <Rows key={`${name} ${company?.id}`} name={name} type={type} list={rpcs.data.list} isMade={rpcs.data.create !== undefined} />;
}

interface RowsProps {
  name: string;
  type: DocumentType;
  list: DescMethod;
  /** Whether documents of the type are made by people. */
  isMade: boolean;
}

function Rows({ name, type, list, isMade }: RowsProps) {
  const t = useTexts();
  const go = useGo();
  const isNarrow = useNarrow();
  const { company, may } = useDesk();
  const [search, setSearch] = useSearch();
  const [isChoosing, setChoosing] = useState(false);
  const view = useMemo(() => viewOf(search), [search]);
  const known = useMemo(() => narrowings(type, list), [type, list]);
  const change = (changed: Partial<View>, id = "") => setSearch({ ...searchOf({ ...view, ...changed }, search), view: id }, { replace: true });

  const request = requestOf(view, known, type, list, company?.id ?? "", PAGE_ROWS);
  const pages = useRows(name, list, request);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const fetched = useMemo(() => pages.data?.pages.flatMap((page) => page.documents) ?? [], [pages.data]);
  const isWhole = !hasNextPage;
  const isOrdered = orderedBy(view, type) !== undefined;
  const sortField = isOrdered ? undefined : type.fields.find((field) => field.key === view.sort?.key);
  const rows = useMemo(() => (sortField && isWhole ? sortRows(fetched, sortField, view.sort?.descending ?? false) : fetched), [fetched, sortField, isWhole, view.sort]);
  const fields = columnsOf(type, view.columns);
  const columns = (isNarrow ? fields.slice(0, NARROW_COLUMNS) : fields).map((field) => gridColumn(field, isWhole || type.sort_columns.includes(field.key)));
  const bulk = useBulkActions(type);
  const selected = useSelection(type, rows, JSON.stringify(request));
  const open = useCallback((row: Json) => go(documentPath(name, row.id)), [go, name]);
  const onEnd = useCallback(() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage(); }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const sortBy = (key: string) => change({ sort: { key, descending: view.sort?.key === key && !view.sort.descending } }, search.view);

  const create = type.actions.find((one) => one.key === "create");
  const mayCreate = isMade && create !== undefined && may(create.permission);
  const newButton = mayCreate ? <Button kind="primary" icon={<Plus size={16} aria-hidden />} onClick={() => go(documentPath(name))}>{t("form.new", { name: inSentence(type.label) })}</Button> : null;
  return (
    <Column flex={1} gap="$3" minHeight={0}>
      <Row justifyContent="space-between" flexWrap="wrap" gap="$3">
        <PageTitle>{type.plural_label}</PageTitle>
        <Row gap="$2" flexWrap="wrap">
          <SavedViews documentType={name} view={view} chosen={search.view ?? ""} onChoose={(chosen, id) => change(chosen, id)} />
          <IconButton label={t("list.columns")} icon={<SlidersHorizontal size={16} aria-hidden />} onClick={() => setChoosing(true)} />
          <ExportButton type={type} list={list} request={request} fields={fields} />
          {newButton}
        </Row>
      </Row>
      {known.length ? <Filters known={known} filters={view.filters} onChange={(filters) => change({ filters })} /> : null}
      {bulk.length ? <BulkActions type={type} actions={bulk} documents={selected.documents} keep={selected.keep} /> : null}
      <Card flex={1} minHeight={240} overflow="hidden">
        <Content pages={pages} rows={rows} isNarrowed={Object.values(view.filters).some(Boolean)} label={type.plural_label} newButton={newButton}>
          <DataGrid label={type.plural_label} columns={columns} rows={rows} onOpen={open} onEnd={onEnd} sort={isOrdered || isWhole ? view.sort : undefined} onSort={sortBy} selection={bulk.length && !isNarrow ? selected.selection : undefined} />
        </Content>
      </Card>
      <Row justifyContent="space-between" gap="$3">
        <Text small muted aria-live="polite">{rows.length ? t(isWhole ? "list.count" : "list.countMore", { count: rows.length }) : ""}</Text>
        {isFetchingNextPage ? <Text small muted>{t("list.more")}</Text> : null}
      </Row>
      <ColumnChooser type={type} shown={fields.map((field) => field.key)} isOpen={isChoosing} onClose={() => setChoosing(false)} onChange={(keys) => change({ columns: keys }, search.view)} />
    </Column>
  );
}

function useRows(name: string, list: DescMethod, request: Json) {
  return useInfiniteQuery({
    queryKey: ["rows", name, request],
    queryFn: ({ pageParam, signal }) => listDocuments(list, { ...request, page_token: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextPageToken || undefined,
    placeholderData: keepPreviousData,
  });
}

interface ContentProps {
  pages: ReturnType<typeof useRows>;
  rows: Json[];
  isNarrowed: boolean;
  label: string;
  newButton: React.ReactNode;
  children: React.ReactNode;
}

function Content({ pages, rows, isNarrowed, label, newButton, children }: ContentProps) {
  const t = useTexts();
  if (pages.error) return <Refused error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.isPending) return <Loading label={t("loading")} lines={9} />;
  if (rows.length) return children;
  if (isNarrowed) return <EmptyState title={t("list.emptyFiltered")} />;
  return <EmptyState title={t("list.empty", { name: inSentence(label) })}>{newButton}</EmptyState>;
}

function Refused({ error, retry }: { error: Error; retry: () => void }) {
  const t = useTexts();
  const refusal = refusalOf(error);
  if (refusal.code === Code.NotFound || refusal.code === Code.PermissionDenied) return <EmptyState title={t("notFound.title")}>{t("notFound.text")}</EmptyState>;
  const text = refusal.reason ? refusal.message : t("unreachable");
  return <div style={{ padding: 16 }}><Notice tone="danger" action={<Button onClick={retry}>{t("tryAgain")}</Button>}>{text}</Notice></div>;
}
