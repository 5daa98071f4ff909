"use strict";
// Filters the calls, opens the one an address names, and sends the forms. The page reads well without it.

const token = document.getElementById("token");
token.value = sessionStorage.getItem("token") || "";
token.addEventListener("input", () => sessionStorage.setItem("token", token.value.trim()));

const filter = document.getElementById("filter");
filter.addEventListener("input", () => {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const call of document.querySelectorAll(".call")) {
    const shown = words.every((word) => call.dataset.find.includes(word));
    call.hidden = !shown;
    const link = document.querySelector(`nav a[href="#${CSS.escape(call.id)}"]`) ||
      [...document.querySelectorAll("nav a")].find((a) => a.getAttribute("href") === "#" + call.id);
    if (link) link.hidden = !shown;
  }
  for (const service of document.querySelectorAll(".service")) {
    service.hidden = !service.querySelector(".call:not([hidden])");
  }
});

function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.matches("details.call")) {
    named.open = true;
    named.scrollIntoView();
  }
}
addEventListener("hashchange", openNamed);
openNamed();

function address(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const input of form.querySelectorAll("input")) {
    if (input.dataset.in === "path") path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.value) query.append(input.name, input.value);
  }
  return query.size ? `${path}?${query}` : path;
}

function shown(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function sendForm(form) {
  const headers = {};
  if (token.value.trim()) headers.Authorization = `Bearer ${token.value.trim()}`;
  const options = { method: form.dataset.verb, headers };
  if (form.elements.body) {
    headers["Content-Type"] = "application/json";
    options.body = form.elements.body.value;
  }
  const started = performance.now();
  const answer = await fetch(address(form), options);
  const text = shown(await answer.text());
  return `${answer.status} ${answer.statusText} in ${Math.round(performance.now() - started)} ms\n\n${text}`;
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const out = form.querySelector("pre");
  out.hidden = false;
  out.textContent = "Sending…";
  try {
    out.textContent = await sendForm(form);
  } catch (error) {
    out.textContent = `No answer: ${error.message}`;
  }
});
