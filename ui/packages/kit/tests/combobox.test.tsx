import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { Combobox, type Suggestion } from "../src/combobox";

afterEach(cleanup);

const accounts = ["COGS", "Cash", "Sales"].map((label) => ({ value: label, label }));

/** Answers when it is told to, as a server does that takes its time. */
function slowly() {
  const waiting = new Map<string, (found: Suggestion[]) => void>();
  const suggest = (typed: string) => new Promise<Suggestion[]>((resolve) => waiting.set(typed, resolve));
  const answer = async (typed: string) => {
    await waitFor(() => expect(waiting.has(typed)).toBe(true));
    waiting.get(typed)?.(accounts.filter((one) => one.label.toLowerCase().includes(typed.toLowerCase())));
  };
  return { suggest, answer };
}

function shown() {
  const onChange = vi.fn();
  const { suggest, answer } = slowly();
  render(<Combobox value="" valueLabel="" onChange={onChange} suggest={suggest} emptyText="none" aria-label="Account" />);
  const field = screen.getByRole("combobox");
  const type = (text: string) => fireEvent.change(field, { target: { value: text } });
  return { onChange, answer, field, type };
}

test("who types fast gets what he typed, not what was suggested before", async () => {
  const { onChange, answer, field, type } = shown();
  type("C");
  await answer("C");
  await screen.findByRole("option", { name: "COGS" });
  type("Cash");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(onChange).not.toHaveBeenCalled();
  await answer("Cash");
  await waitFor(() => expect(onChange).toHaveBeenCalledWith("Cash", "Cash"));
});

test("who types on after Enter has chosen nothing yet", async () => {
  const { onChange, answer, field, type } = shown();
  type("C");
  fireEvent.keyDown(field, { key: "Enter" });
  type("Sal");
  await answer("Sal");
  await screen.findByRole("option", { name: "Sales" });
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: "Enter" });
  expect(onChange).toHaveBeenCalledWith("Sales", "Sales");
});

test("the only one there is is meant by who leaves, unless it answers something else", async () => {
  const { onChange, answer, field, type } = shown();
  type("Sal");
  await answer("Sal");
  await screen.findByRole("option", { name: "Sales" });
  type("Salt");
  fireEvent.blur(field);
  expect(onChange).not.toHaveBeenCalled();
  type("Sale");
  await answer("Sale");
  await screen.findByRole("option", { name: "Sales" });
  fireEvent.blur(field);
  expect(onChange).toHaveBeenCalledWith("Sales", "Sales");
});
