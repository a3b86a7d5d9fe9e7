import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import type { ConnectorOverview } from '../../api/overview.ts';
import { may } from '../session/create-sign-in.ts';
import { useConsole } from '../shell/use-console.ts';
import { connectorMenuItems, type MenuItem } from './connector-menu-items.ts';
import { useConnectorActions } from './use-connector-actions.ts';

/** The menu of a connector: its button, and the items while it is open. */
export function ConnectorMenu({ connector }: { connector: ConnectorOverview }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="quiet menu-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={`Actions for ${connector.name}`}
        onClick={() => setOpen(!open)}
      >
        ⋯
      </button>
      {open && <Items connector={connector} button={button.current} onClose={() => setOpen(false)} />}
    </>
  );
}

interface ItemsProps {
  readonly connector: ConnectorOverview;
  readonly button: HTMLButtonElement | null;
  readonly onClose: () => void;
}

function Items({ connector, button, onClose }: ItemsProps) {
  const { signIn, dialog } = useConsole();
  const act = useConnectorActions();
  const menu = useRef<HTMLDivElement>(null);
  const items = connectorMenuItems(connector, (role) => may(signIn.state.get(), role));

  useLayoutEffect(() => {
    if (menu.current && button) showBeside(menu.current, button);
  }, [button]);

  function choose({ key }: MenuItem): void {
    menu.current?.hidePopover();
    button?.focus();
    if (key === 'test' || key === 'delete') dialog.set({ kind: key, id: connector.id });
    if (key === 'pause' || key === 'resume' || key === 'poll') act(key, connector);
  }

  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      className="menu"
      aria-label={`Actions for ${connector.name}`}
      onToggle={({ newState }) => newState === 'closed' && onClose()}
      onKeyDown={moveFocus}
    >
      {items.map((item) => (
        <Item key={item.key} item={item} onChoose={() => choose(item)} />
      ))}
    </div>
  );
}

function Item({ item: { label, href, obstacle }, onChoose }: { item: MenuItem; onChoose: () => void }) {
  if (obstacle !== undefined) {
    return (
      <button type="button" role="menuitem" tabIndex={-1} aria-disabled="true" className="menu-item">
        {label} <small>{obstacle}</small>
      </button>
    );
  }
  if (href !== undefined) {
    return (
      <a role="menuitem" tabIndex={-1} className="menu-item" href={href} onClick={onChoose}>
        {label}
      </a>
    );
  }
  return (
    <button type="button" role="menuitem" tabIndex={-1} className="menu-item" onClick={onChoose}>
      {label}
    </button>
  );
}

/** Opens the menu at its button, where the window has room for it. */
function showBeside(menu: HTMLElement, button: HTMLElement): void {
  menu.showPopover();
  const place = button.getBoundingClientRect();
  const top = Math.min(place.bottom, window.innerHeight - menu.offsetHeight - 8);
  menu.style.top = `${Math.max(8, top)}px`;
  menu.style.left = `${Math.max(8, place.right - menu.offsetWidth)}px`;
  menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const target = targets[event.key];
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (target === undefined) return;
  event.preventDefault();
  items.at(target % items.length)?.focus();
}
