// What an editor says is sent at once, and the parts of the page that it changes come back. Words stand in the page.
const said = document.getElementById("_said");
const spots = () => [...document.querySelectorAll(".at")];
let current = spots()[0];
let line = null;
let last = Promise.resolve();

if (current) current.tabIndex = 0;
for (const sheet of document.querySelectorAll(".sheet")) {
  const [width, height] = sheet.dataset.size.split(" ").map(Number);
  sheet.style.aspectRatio = `${width} / ${height}`;
  for (const spot of sheet.querySelectorAll(".boxed")) {
    const [left, top, right, bottom] = spot.dataset.box.split(" ").map(Number);
    const part = (length, whole) => `${(100 * length) / whole}%`;
    Object.assign(spot.style, {
      left: part(left, width), top: part(top, height), width: part(right - left, width), height: part(bottom - top, height),
    });
  }
}

const show = ({ parts, spots: states, is_other: isOther, is_done: isDone }) => {
  if (isOther) {
    location.reload();
    return;
  }
  const { id } = document.activeElement;
  const open = [...document.querySelectorAll("details[open][id]")].map((one) => one.id);
  for (const [name, html] of Object.entries(parts)) document.getElementById(name).innerHTML = html;
  for (const one of open) document.getElementById(one)?.setAttribute("open", "");
  for (const spot of states ? spots() : []) {
    const state = states[spot.id];
    if (state) {
      spot.dataset.state = state;
      spot.setAttribute("aria-describedby", `_state_${state}`);
    } else {
      delete spot.dataset.state;
      spot.removeAttribute("aria-describedby");
    }
  }
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
  if (parts._result) document.getElementById("_result").focus();
  else said.textContent = document.getElementById("_progress").textContent;
  if (isDone) for (const one of document.querySelectorAll(".record :is(button, input, select)")) one.disabled = true;
};

const send = (what, words) => {
  last = last.then(async () => {
    try {
      const answer = await fetch(what, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(words),
      });
      if (!answer.ok) throw new Error(answer.statusText);
      show(await answer.json());
    } catch {
      said.textContent = document.body.dataset.failed;
      said.classList.remove("unseen");
    }
  });
  return last;
};

const light = (ids) => {
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
  for (const id of ids) document.getElementById(id)?.classList.add("lit");
};

const go = (spot) => {
  if (!spot) return;
  current.tabIndex = -1;
  current = spot;
  current.tabIndex = 0;
  current.focus({ preventScroll: true });
  current.scrollIntoView({ block: "center" });
  light([spot.id]);
};

const place = (button) => {
  line = button.id;
  const form = document.getElementById("_place");
  form.hidden = false;
  document.getElementById("_line").textContent = button.textContent;
  const to = document.getElementById("_to");
  const own = [...to.querySelectorAll("optgroup")].find((one) => one.label === button.dataset.record);
  if (own) to.querySelector("optgroup").before(own); // where the line most likely belongs comes first
  to.value = button.dataset.to;
  for (const one of document.querySelectorAll(".lines button")) one.setAttribute("aria-pressed", String(one === button));
  light(button.dataset.spots.split(" "));
  document.getElementById(button.dataset.spots)?.scrollIntoView({ block: "center" });
  to.focus();
};

// What became of a spot: a line that was left out is to be placed, a fact or a question is shown and gets the focus.
const follow = (spot) => {
  const found = [...document.querySelectorAll(`.record [data-spots~="${spot.id}"]`)];
  const left = found.find((one) => one.matches('.lines [data-state="left"]'));
  go(spot);
  if (left) {
    place(left);
    return;
  }
  for (const one of found) one.classList.add("lit");
  const target = found.find((one) => one.matches(".question")) ?? found[0];
  target?.scrollIntoView({ block: "center" });
  (target?.matches("button") ? target : target?.querySelector(":is(input,select,a)"))?.focus({ preventScroll: true });
  said.textContent = found.map((one) => one.querySelector(":is(dt,legend)")?.textContent ?? one.textContent).join(", ");
};

document.addEventListener("click", (event) => {
  const { target } = event;
  const source = target.closest("a.source");
  if (source) {
    event.preventDefault();
    go(document.getElementById(source.hash.slice(1)));
  } else if (target.closest(".at")) {
    follow(target.closest(".at"));
  } else if (target.closest(".lines button")) {
    place(target.closest(".lines button"));
  } else if (target.closest("#_save")) {
    send("save", {});
  } else if (target.closest(".mend")) {
    const fact = target.closest(".fact");
    const kind = fact.dataset.field.endsWith(".outcome") ? "_mend_outcome" : "_mend";
    const form = document.getElementById(kind).content.firstElementChild.cloneNode(true);
    const area = form.firstElementChild;
    const words = fact.querySelector(".words").textContent;
    area.value = [...(area.options ?? [])].find((one) => one.text === words)?.value ?? words;
    area.id = target.id;
    area.setAttribute("aria-labelledby", fact.querySelector("dt").id);
    target.replaceWith(form);
    area.focus();
  }
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const fact = event.target.closest(".fact");
  if (fact) {
    const { record, field } = fact.dataset;
    const { id, value: words } = event.target.firstElementChild;
    send("mend", { record, field, words }).then(() => document.getElementById(id)?.focus());
  } else if (event.target.id === "_place") {
    const lines = [...document.querySelectorAll(".lines button")];
    const at = lines.findIndex((one) => one.id === line);
    const next = lines.find((one, n) => n > at && one.dataset.state === "left") ?? lines[at];
    send("place", { id: line, words: document.getElementById("_to").value }).then(() => {
      document.getElementById(next.id)?.focus();
    });
  }
});

document.addEventListener("change", ({ target }) => {
  const question = target.closest(".question");
  if (!question) return;
  const { asks: id } = question.dataset;
  if (target.type === "checkbox") {
    send("answer", { id, words: target.checked ? target.value : "" });
    return;
  }
  const own = question.querySelector(".own");
  if (target === own) for (const one of question.querySelectorAll("[type=radio]")) one.checked = !own.value && !one.value;
  else if (own) own.value = "";
  send("answer", { id, words: target.value });
});

document.querySelector(".document").addEventListener("keydown", (event) => {
  const all = spots();
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 };
  if (at < 0 || !(event.key in to)) return;
  event.preventDefault();
  go(all[Math.max(0, Math.min(all.length - 1, to[event.key]))]);
});
