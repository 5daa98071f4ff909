import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Icon, IconButton, Menu, Notice, Search, Select } from "@desk/kit";
import { DeskLink, useDesk, usePath, useTexts } from "@desk/shell";

import "./frame.css";
import { Bell } from "./bell";
import { entryPath, useNavigation, type Entry } from "./navigation";
import { UserMenu } from "./user_menu";

const Palette = lazy(() => import("./palette").then((palette) => ({ default: palette.Palette })));

/** What stands around every page: the bar above, the places to go to, and the page itself. */
export function Frame() {
  const t = useTexts();
  const path = usePath();
  const main = useRef<HTMLElement>(null);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [palette, setPalette] = usePalette();
  useEffect(() => setMenuOpen(false), [path]);
  return (
    <div className="frame">
      <a className="kit-button frame-skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t("skip")}</a>
      <header className="frame-top">
        <span className="frame-menu-button"><IconButton label={t("menu")} aria-expanded={isMenuOpen} icon={<Menu size={18} aria-hidden />} onClick={() => setMenuOpen(!isMenuOpen)} /></span>
        <DeskLink to="/" className="frame-name">Business M</DeskLink>
        <div style={{ flex: 1 }} />
        <button type="button" className="kit-button frame-search" onClick={() => setPalette(true)}>
          <Search size={16} aria-hidden /><span>{t("search")}</span><kbd aria-hidden="true">Ctrl K</kbd>
        </button>
        <div style={{ flex: 1 }} className="frame-wide" />
        <CompanySwitcher />
        <Bell />
        <UserMenu />
      </header>
      <Sidebar path={path} isOpen={isMenuOpen} />
      <main id="main" className="frame-main" ref={main} tabIndex={-1}><div className="frame-page"><Outlet /></div></main>
      {palette ? <Suspense fallback={null}><Palette onClose={() => setPalette(false)} /></Suspense> : null}
    </div>
  );
}

function Sidebar({ path, isOpen }: { path: string; isOpen: boolean }) {
  const t = useTexts();
  const { data } = useNavigation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }); // answers a promise, which is no cleanup
  }, [path, data]);
  return (
    <nav ref={nav} className="frame-side" aria-label={t("menu")} data-open={isOpen || undefined}>
      {data?.modules.map((module) => (
        <section key={module.key}>
          <h2><Icon name={module.icon} />{module.label}</h2>
          <ul>
            {module.entries.map((entry) => (
              <li key={entry.key}><DeskLink to={entryPath(entry)} className="" aria-current={isHere(entry, path) ? "page" : undefined}>{entry.label}</DeskLink></li>
            ))}
          </ul>
        </section>
      ))}
      {data?.unavailable_contexts.length ? <Notice tone="warning">{t("unavailable", { contexts: data.unavailable_contexts.join(", ") })}</Notice> : null}
    </nav>
  );
}

function CompanySwitcher() {
  const t = useTexts();
  const { companies, company, prefer } = useDesk();
  if (!company) return null;
  return (
    <Select aria-label={t("company")} value={company.id} options={companies.map((one) => ({ value: one.id, label: one.name || one.code }))} onChange={(event) => void prefer({ company_id: event.target.value })} style={{ width: 190, minWidth: 96, flexShrink: 1 }} />
  );
}

/** Ctrl+K opens and closes it, wherever the focus is. */
function usePalette(): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return [isOpen, setOpen];
}

function isHere(entry: Entry, path: string): boolean {
  const own = entryPath(entry);
  return path === own || path.startsWith(`${own}/`);
}
