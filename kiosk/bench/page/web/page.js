"use strict";

// Buttons and parts: the server says what they are; this only carries it.

const told = document.getElementById("told");

function tell(text) {
  told.textContent = text;
  told.hidden = !text;
  clearTimeout(tell.timer);
  if (text) tell.timer = setTimeout(() => tell(""), 5000);
}

async function post(path, body) {
  try {
    const answer = await fetch(path, { method: "POST", body });
    if (!answer.ok) tell(await answer.text());
  } catch {
    tell("练习台没有回答 The bench does not answer");
  }
}

document.addEventListener("click", (e) => {
  const button = e.target.closest("[data-do]");
  if (button) post(button.dataset.do);
});

document.getElementById("typed").addEventListener("submit", (e) => {
  e.preventDefault();
  const text = e.target.elements.text.value;
  if (text) post("/text", text);
});

// A part that is exchanged under a pressed button would swallow the click, so
// parts wait until it is released.
const late = new Map();
let pressed = false;

addEventListener("pointerdown", (e) => { pressed = !!e.target.closest("[data-do]"); });
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => setTimeout(() => {
    pressed = false;
    for (const [part, html] of late) exchange(part, html);
    late.clear();
  }));
}

function show(e) {
  const { part, html } = JSON.parse(e.data);
  if (pressed) late.set(part, html);
  else exchange(part, html);
}

function exchange(part, html) {
  const focused = document.activeElement?.id;
  document.getElementById(part).innerHTML = html;
  if (focused) document.getElementById(focused)?.focus();
}

// After the page is complete: what never ends would keep it loading.
addEventListener("load", () => {
  const events = new EventSource("/events");
  events.onmessage = show;
  events.onerror = () => tell("练习台没有回答 The bench does not answer");
  events.onopen = () => { tell(""); film(); };
});

// Cards can be dragged to the reader as well as tapped.

document.addEventListener("dragstart", (e) => {
  const card = e.target.closest("[data-card]");
  if (card) e.dataTransfer.setData("text/card", card.dataset.card);
});
document.addEventListener("dragover", (e) => {
  const reader = e.target.closest("[data-drop]");
  if (!reader) return;
  e.preventDefault();
  reader.classList.add("over");
});
document.addEventListener("dragleave", (e) => e.target.closest("[data-drop]")?.classList.remove("over"));
document.addEventListener("drop", (e) => {
  const card = e.dataTransfer.getData("text/card");
  if (!e.target.closest("[data-drop]") || !card) return;
  e.preventDefault();
  post(`/card/${card}`);
});

// The glass. The still is there at once; the film follows, again after every
// break, since a browser does not take it up by itself.

const screen = document.getElementById("screen");

function film() { screen.src = `/screen.mjpeg?${Date.now()}`; }

// One finger: its reports go out in their order, one request at a time.

let down = false;
let sending = false;
const waiting = [];

// place is where on the glass a pointer is, from 0 to 1; the picture may not
// fill its box. A film has no natural size, so the page says what it is.
function place(e) {
  const box = screen.getBoundingClientRect();
  const w = Number(screen.getAttribute("width"));
  const h = Number(screen.getAttribute("height"));
  const scale = Math.min(box.width / w, box.height / h);
  const at = (pos, start, size, length) => (pos - start - (size - length * scale) / 2) / (length * scale);
  return { x: at(e.clientX, box.left, box.width, w), y: at(e.clientY, box.top, box.height, h) };
}

const inside = ({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1;
const clamp = (v) => Math.min(1, Math.max(0, v));

function report(phase, { x, y }) {
  const last = waiting[waiting.length - 1];
  const touch = { phase, x: clamp(x), y: clamp(y) };
  if (phase === "move" && last?.phase === "move") waiting[waiting.length - 1] = touch;
  else waiting.push(touch);
  send();
}

async function send() {
  if (sending) return;
  sending = true;
  while (waiting.length) await post("/touch", JSON.stringify(waiting.splice(0)));
  sending = false;
}

screen.addEventListener("pointerdown", (e) => {
  const p = place(e);
  if (down || !inside(p)) return;
  e.preventDefault();
  screen.setPointerCapture(e.pointerId);
  down = true;
  report("down", p);
});
screen.addEventListener("pointermove", (e) => { if (down) report("move", place(e)); });
for (const end of ["pointerup", "pointercancel"]) {
  screen.addEventListener(end, (e) => {
    if (down) report("up", place(e));
    down = false;
  });
}
