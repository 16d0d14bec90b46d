// What is typed at a meeting survives a lost line: kept in this tab's session storage under
// the form's `data-keep`, given back when the page comes again, gone once it is saved and
// when this person signs out. A session may end without that: an entry bears whose it is (the
// page's `data-reader`) and when it was typed, and every page that loads forgets what is
// another's or older than any session.

const PREFIX = "kept:";
const LIVES = 12 * 60 * 60 * 1000;
const reader = () => document.body.dataset.reader;
const form = (element) => element.closest?.("form[data-keep]");
const name = (of) => PREFIX + of.dataset.keep;
const typed = (of) => [...of.elements].filter((one) => one.name && one.type !== "hidden");

function keep(of) {
  const answers = typed(of).map((one) => [
    one.name, one.type === "checkbox" || one.type === "radio" ? one.checked : one.value, one.value,
  ]);
  const entry = { by: reader(), at: Date.now(), answers };
  sessionStorage.setItem(name(of), JSON.stringify(entry));
}

function giveBack(of) {
  const held = sessionStorage.getItem(name(of));
  if (!held || of.dataset.given) return;
  of.dataset.given = "yes";
  for (const [field, answer, value] of JSON.parse(held).answers) {
    for (const one of typed(of).filter((each) => each.name === field)) {
      if (typeof answer !== "boolean") one.value = answer;
      else if (one.value === value) one.checked = answer;
    }
  }
}

function forget(only) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && (only === undefined || key === PREFIX + only)) {
      sessionStorage.removeItem(key);
    }
  }
}

// A page that nobody is signed in to forgets only what is too old: its writer may be on the
// way back in.
function forgetOthers() {
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX))) {
    const { by, at } = JSON.parse(sessionStorage.getItem(key));
    const isAnothers = reader() !== undefined && by !== reader();
    const isLive = by && Date.now() - at < LIVES;
    if (isAnothers || !isLive) sessionStorage.removeItem(key);
  }
}

function renew() {
  const live = document.getElementById("live");
  if (live?.dataset.saved) {
    forget(live.dataset.saved);
    delete live.dataset.saved;
  }
  document.querySelectorAll("form[data-keep]").forEach(giveBack);
  showLine();
}

function showLine() {
  document.querySelectorAll("[data-offline]").forEach((one) => {
    one.hidden = navigator.onLine;
  });
}

export function keepEntries() {
  forgetOthers();
  document.querySelectorAll("form[action$='/sign-out/']").forEach((one) => {
    one.addEventListener("submit", () => forget());
  });
  if (!document.getElementById("live")) return;
  const waiting = new Set();
  for (const event of ["input", "change"]) {
    document.addEventListener(event, ({ target }) => form(target) && keep(form(target)));
  }
  document.addEventListener("submit", (event) => {
    const sent = form(event.target);
    if (!sent || navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.add(sent);
  }, true);
  addEventListener("offline", showLine);
  addEventListener("online", () => {
    showLine();
    waiting.forEach((one) => one.isConnected && one.requestSubmit());
    waiting.clear();
  });
  const main = document.getElementById("main-content");
  new MutationObserver(renew).observe(main, { childList: true, subtree: true });
  renew();
}
