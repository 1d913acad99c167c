// What is true of every page: CSRF, errors said aloud, what is unsent, menus that close, quick keys; it knows no rule and stores nothing.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  // Where one of the page's scripts does not come, the page says so and works as it does without any.
  window.addEventListener("error", ({ target }) => {
    if (target.tagName === "SCRIPT" && target.defer) document.documentElement.classList.remove("js");
  }, true);

  const REFUSALS = {
    0: "Không kết nối được máy chủ. Nội dung đang nhập vẫn còn trên trang này.",
    400: "Trang đã mở quá lâu. Mời tải lại trang rồi thực hiện lại.",
    401: "Phiên làm việc đã kết thúc. Nội dung đang nhập vẫn còn trên trang này.",
    403: "Không có quyền thực hiện việc này.",
    404: "Nội dung này không còn.",
    413: "Tệp gửi lên quá lớn. Mời chọn tệp nhỏ hơn.",
    429: "Gửi quá nhiều yêu cầu. Mời thử lại sau ít phút.",
  };
  const OTHER_PERSON = "Người khác đã đăng nhập trên máy này. Mời tải lại trang rồi thực hiện lại.";
  const NO_PHOTOS = "Ảnh chưa được giữ: phần chụp ảnh của ứng dụng chưa tải được. Mời chọn lại ảnh khi có mạng.";
  const AFTER_THE_PAGE = 10_000;
  const ENDED = "Phiên làm việc đã kết thúc. Những gì đã ghi và ghi tiếp vẫn được giữ trên máy này.";
  const NO_WAY_OUT = "Không có mạng nên chưa đăng xuất được. Bấm Đăng xuất lần nữa sẽ bỏ những gì đã mang theo khỏi máy này.";
  const FAULT = "Hệ thống gặp lỗi, việc vừa rồi chưa được ghi. Mời thử lại sau ít phút.";
  const FAILED = ["fail", "not_produced"];
  const OPEN = 'output[data-state="unchecked"]';
  const PACK = document.currentScript.dataset.pack;
  const LONGEST_LEAVING = 5000;
  const PLAIN_FORM = 'main form[method="post"]:not([hx-post], [data-stays], article.item form)';
  const BESIDE = "kt1.beside";
  const MENDED_BY_SIGNING_IN = [400, 401];
  let tokenIsOld = false;
  let blocked = "";
  let told = false;
  let packComes;

  function announce(sentence, signIn = false) {
    const region = document.getElementById("announcement");
    region.textContent = sentence;
    if (!signIn) return;
    const inPlace = Boolean(window.kt1?.outbox);
    const way = Object.assign(document.createElement(inPlace ? "button" : "a"), { textContent: "Đăng nhập lại" });
    if (inPlace) Object.assign(way, { type: "button", className: "btn" }).dataset.signIn = "";
    else Object.assign(way, { href: region.dataset.signIn, target: "_blank" });
    region.append(" ", way);
  }

  // What the page asks for by itself (data-quiet) is neither blamed nor praised aloud.
  function asked(event) {
    return !("quiet" in event.detail.elt.dataset);
  }

  function refused(event) {
    if (!asked(event)) return;
    const status = event.type === "htmx:responseError" ? event.detail.xhr.status : 0;
    announce(REFUSALS[status] ?? FAULT, status === 401);
    if (MENDED_BY_SIGNING_IN.includes(status)) tokenIsOld = true;
  }

  // What waits on this device is said on every page; a session that ended is said once.
  function showUnsent({ detail: state }) {
    const link = document.getElementById("unsent"), count = state.waiting + state.refused;
    link.textContent = `Còn ${count} việc chưa gửi`;
    link.hidden = !count || Boolean(document.getElementById("outbox")) || location.pathname === link.pathname;
    if (state.blocked === blocked) return;
    blocked = state.blocked;
    announce(blocked === "other" ? OTHER_PERSON : blocked ? ENDED : "", blocked === "sign-in");
    if (blocked === "sign-in") pack().then((found) => found?.leaveIfEnded()).catch(() => {});
  }

  // The bar of a checklist says it in words, and leads to it where sending does not simply go on.
  function showOutbox({ detail: { waiting, refused, blocked, failing, keeps, unread } }) {
    const place = document.getElementById("outbox"), warning = document.getElementById("keeps-nothing");
    if (warning) warning.hidden = keeps;
    if (!place) return;
    const conflict = document.querySelector('form.side > output[data-state="conflict"], .settle');
    const [look, words] =
      blocked === "other" ? ["wrong", "✕ Người khác đã đăng nhập trên máy này"]
      : blocked === "sign-in" ? ["wrong", "✕ Cần đăng nhập lại"]
      : refused ? ["wrong", `✕ ${refused} mục chưa được nhận`]
      : waiting ? ["waiting", `● Còn ${waiting} mục chờ gửi`]
      : unread ? ["wrong", "✕ Không đọc được việc chờ gửi trên máy này"]
      : conflict ? ["waiting", "! Có hai kết quả khác nhau"]
      : ["saved", "✓ Đã lưu trên máy chủ"];
    place.dataset.look = look;
    const link = place.querySelector("a");
    if (link.textContent !== words) link.textContent = words;
    link.toggleAttribute("href", Boolean(refused || (waiting && (failing || blocked))));
    if (link.hasAttribute("href")) link.href = link.dataset.unsent;
    place.querySelector("[data-sign-in]").hidden = blocked !== "sign-in";
    place.querySelector("[data-send]").hidden = !failing || !waiting || Boolean(blocked);
  }

  // Said once on a device: what plain http cannot do there.
  async function sayWhatIsMissing() {
    const notice = document.getElementById("plain-http");
    if (!notice) return;
    const told = await window.kt1.outbox.change(["meta"], ({ meta }) => meta.get("told"));
    notice.hidden = window.isSecureContext || Boolean(told);
    notice.querySelector("button").addEventListener("click", () => {
      notice.hidden = true;
      window.kt1.outbox.change(["meta"], ({ meta }) => meta.put({ name: "told", value: true }));
    });
  }

  function pressed(event) {
    if (event.target.closest("[data-send]")) window.kt1.outbox.send(true);
    if (event.target.closest("[data-sign-in]")) window.kt1.outbox.load("signing").then((signing) => signing.open());
  }

  // Signing in anew gives a new token; the page asks for it before its next try, and stops if somebody else came.
  async function renewToken() {
    const answer = await fetch("/session", { headers: { "X-Poll": "1" } });
    const { user, csrf_token: token } = await answer.json();
    if (user && user.ref !== document.querySelector(".who").dataset.user) return false;
    document.querySelector('meta[name="csrf-token"]').content = token;
    for (const input of document.getElementsByName("csrf_token")) input.value = token;
    tokenIsOld = false;
    return true;
  }

  function beforeAnyRequest(event) {
    // The bell waits while nobody looks at the page.
    if (event.detail.elt.id === "bell" && document.hidden) return event.preventDefault();
    if (!tokenIsOld || !asked(event)) return;
    event.preventDefault();
    const send = (same) => {
      if (same) return event.detail.issueRequest(true);
      announce(OTHER_PERSON);
    };
    renewToken().then(send, () => send(true));
  }

  function show(element) {
    element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function showCurrentSection() {
    show(document.querySelector(".bar-sections [aria-current]"));
  }

  // Digits choose an answer of the item that has the focus; what needs no more words moves on to the next open item.
  function quickAnswer(event) {
    const group = event.target.closest?.(".answers");
    if (!group || event.target.type !== "radio" || !/^[0-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    const chosen = event.key === "0"
      ? group.parentElement.querySelector(".way-back input")
      : group.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!chosen) return;
    chosen.focus();
    chosen.click();
    if (FAILED.includes(chosen.value) || chosen.value === "not_checked") return;
    const forms = [...document.querySelectorAll(".item:not([hidden]) form.side")];
    const open = forms.slice(forms.indexOf(chosen.form) + 1).find((form) => form.querySelector(OPEN));
    open?.querySelector("input:not([type=hidden])")?.focus();
    show(open?.closest(".item"));
  }

  // What was chosen in a photo form is made ready here; where nothing can be kept the form sends it.
  function photographed({ target }) {
    const form = target.closest?.(".photo-form"), outbox = window.kt1?.outbox;
    if (!form || !target.files?.length) return;
    if (!outbox) form.requestSubmit();
    else outbox.load("photos").then((photos) => photos.capture(form), () => announce(NO_PHOTOS));
  }

  // The network may be gone when the first photo is taken: what makes photos ready is fetched while there is one.
  function fetchPhotosInTime() {
    if (document.querySelector(".photo-form")) setTimeout(() => window.kt1?.outbox?.load("photos").catch(() => {}), AFTER_THE_PAGE);
  }

  // The page of a section comes again in a few bytes: a worker keeps it, and shows it when the server says that it has not changed.
  function keepInTime() {
    const workers = navigator.serviceWorker;
    if (!workers || workers.controller || !document.querySelector("article.item")) return;
    const keep = location.pathname + location.search;
    setTimeout(() => {
      workers.register("/sw.js").then(() => workers.ready).then(({ active }) => active.postMessage({ keep })).catch(() => {});
    }, AFTER_THE_PAGE);
  }

  function closeMenus(event) {
    for (const menu of document.querySelectorAll("details.menu-button[open]")) {
      if (event.key === "Escape") menu.querySelector("summary").focus();
      if (event.key === "Escape" || !menu.contains(event.target)) menu.open = false;
    }
  }

  // What was taken along has a worker beside it; only a browser that has one needs the script that knows of it.
  async function pack() {
    if (!window.kt1?.pack && await navigator.serviceWorker?.getRegistration()) await (packComes ??= scriptOfPack());
    return window.kt1?.pack;
  }

  function scriptOfPack() {
    return new Promise((resolve, reject) => {
      const failed = (event) => { packComes = undefined; reject(event); };
      document.head.append(Object.assign(document.createElement("script"), { src: PACK, onload: resolve, onerror: failed }));
    });
  }

  // Whoever signs out leaves nothing of what was taken along on the device, and whoever signs in finds nothing of another
  // person's; where the server cannot be told of the leaving he is asked again.
  async function passDoor(event) {
    const form = event.target, leaving = form.getAttribute("action") === "/sign-out";
    if (!leaving && !form.closest("[data-door]")) return;
    event.preventDefault();
    const taken = await pack().catch(() => {});
    if (leaving && taken && !("sure" in form.dataset) && !await fetch("/session", { headers: { "X-Poll": "1" } }).catch(() => {})) {
      form.dataset.sure = "";
      return announce(NO_WAY_OUT);
    }
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_LEAVING));
    const emptied = leaving ? [taken?.empty(), window.kt1?.outbox?.forget(() => true)] : [taken?.leaveTo(form.elements.login.value)];
    await Promise.race([Promise.allSettled(emptied), late]);
    form.submit();
  }

  // Sending one form of a page would lose what is typed in another: that is said once, beside the button that was pressed,
  // and what was typed stands there again after it. A form whose answer is a file (data-stays) leaves the page as it is.
  function differs(one) {
    if (["checkbox", "radio"].includes(one.type)) return one.checked !== one.defaultChecked;
    if (one.tagName === "SELECT") return [...one.options].some((option) => option.selected !== chosenAtFirst(one).includes(option));
    if (one.type === "file") return one.files.length > 0;
    return !["hidden", "submit", "password"].includes(one.type) && "defaultValue" in one && one.value !== one.defaultValue;
  }

  // A list in which nothing is marked as chosen shows its first option that can be.
  function chosenAtFirst(select) {
    const options = [...select.options], marked = options.filter((option) => option.defaultSelected);
    if (select.multiple) return marked;
    return marked.length ? marked.slice(-1) : options.filter((option) => !option.matches(":disabled")).slice(0, 1);
  }

  function keepBeside(event) {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || !button || !form.matches(PLAIN_FORM)) return;
    const others = [...document.querySelectorAll(PLAIN_FORM)].filter((one) => one !== form);
    const typed = others.flatMap((one) => [...one.elements]).filter(differs);
    sessionStorage.removeItem(BESIDE);
    if (!typed.length) return;
    const kept = typed.map(({ id, form, value, checked, selectedOptions = [] }) =>
      [id, form.action, value, checked, [...selectedOptions].map((option) => option.value)]);
    if (told) return sessionStorage.setItem(BESIDE, JSON.stringify(kept));
    event.preventDefault();
    told = true;
    const place = typed[0].closest("details")?.querySelector("summary") ?? typed[0].closest(".card")?.querySelector("h2");
    const words = `Còn nội dung chưa lưu ở mục “${place?.textContent.trim() ?? "khác"}”. Nên lưu mục đó trước; bấm lần nữa để vẫn tiếp tục.`;
    const alert = Object.assign(document.createElement("p"), { className: "wrong", role: "alert", textContent: words });
    (button.closest(".actions") ?? button).before(alert);
    show(alert);
  }

  function putBack() {
    for (const [id, action, value, checked, chosen] of JSON.parse(sessionStorage.getItem(BESIDE) ?? "[]")) {
      const one = id && document.getElementById(id);
      if (one?.form?.action !== action || one.type === "file") continue;
      if (one.options) for (const option of one.options) option.selected = chosen.includes(option.value);
      else Object.assign(one, ["checkbox", "radio"].includes(one.type) ? { checked } : { value });
      one.closest("details")?.setAttribute("open", "");
    }
    sessionStorage.removeItem(BESIDE);
  }

  document.addEventListener("submit", keepBeside);
  document.addEventListener("submit", passDoor);
  document.addEventListener("htmx:confirm", beforeAnyRequest);
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = document.querySelector('meta[name="csrf-token"]').content;
    if (event.detail.elt.matches("[data-quiet]")) event.detail.headers["X-Poll"] = "1";
  });
  for (const name of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(name, refused);
  document.addEventListener("htmx:afterOnLoad", (event) => { if (event.detail.successful && asked(event)) announce(""); });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "bar") showCurrentSection();
    event.target.querySelector("#error-summary")?.focus();
  });
  document.addEventListener("change", (event) => {
    if (event.target.name !== "result" || !FAILED.includes(event.target.value)) return;
    event.target.form?.querySelector("details.note")?.setAttribute("open", "");
  });
  // A browser does not move the page for a focus that is half in sight.
  document.addEventListener("focusin", ({ target }) => { if (target.matches(":focus-visible")) show(target.closest("label") ?? target); });
  document.addEventListener("change", photographed);
  document.addEventListener("keydown", quickAnswer);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(event); });
  document.addEventListener("click", closeMenus);
  document.addEventListener("click", pressed);
  for (const show of [showUnsent, showOutbox]) document.addEventListener("kt1:outbox", show);
  document.addEventListener("kt1:outbox", sayWhatIsMissing, { once: true });
  navigator.serviceWorker?.addEventListener("message", () => pack().then((found) => found?.sayCopy()).catch(() => {}));
  document.addEventListener("DOMContentLoaded", () => {
    fetchPhotosInTime();
    keepInTime();
    showCurrentSection();
    putBack();
    document.getElementById("error-summary")?.focus();
    pack().catch(() => {});
  });
})();
