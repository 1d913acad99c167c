// What is true of every page: CSRF, errors said aloud, menus that close, quick keys; it knows no rule and stores nothing.
"use strict";
(() => {
  document.documentElement.classList.add("js");

  const REFUSALS = {
    0: "Không kết nối được máy chủ. Nội dung đang nhập vẫn còn trên trang này.",
    400: "Trang đã mở quá lâu. Mời tải lại trang rồi thực hiện lại.",
    401: "Phiên làm việc đã kết thúc. Nội dung đang nhập vẫn còn trên trang này.",
    403: "Không có quyền thực hiện việc này.",
    404: "Nội dung này không còn.",
    413: "Tệp gửi lên quá lớn. Mời chọn tệp nhỏ hơn.",
    429: "Gửi quá nhiều yêu cầu. Mời thử lại sau ít phút.",
  };
  const FAULT = "Hệ thống gặp lỗi, việc vừa rồi chưa được ghi. Mời thử lại sau ít phút.";
  const FAILED = ["fail", "not_produced"];

  function announce(sentence, signIn = false) {
    const region = document.getElementById("announcement");
    region.textContent = sentence;
    if (!signIn) return;
    const link = document.createElement("a");
    link.href = region.dataset.signIn;
    link.target = "_blank";
    link.textContent = "Đăng nhập lại";
    region.append(" ", link);
  }

  // What the page asks for by itself (data-quiet) is neither blamed nor praised aloud.
  function asked(event) {
    return !("quiet" in event.detail.elt.dataset);
  }

  function refused(event) {
    if (!asked(event)) return;
    const status = event.type === "htmx:responseError" ? event.detail.xhr.status : 0;
    announce(REFUSALS[status] ?? FAULT, status === 401);
    const output = event.detail.elt.closest("form")?.querySelector("output.saved");
    if (!output) return;
    output.className = "saved saved-wrong";
    output.querySelector(".saved-text").textContent = "✕ Chưa lưu";
  }

  function showCurrentSection() {
    document.querySelector(".bar-sections [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Digits choose an answer of the item that has the focus; what needs no more words moves on to the next item.
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
    const groups = [...document.querySelectorAll(".answers")];
    const next = groups[groups.indexOf(group) + 1];
    (next?.querySelector(":checked") ?? next?.querySelector("input[type=radio]"))?.focus();
  }

  // Each change is an operation with a number of its own, so that sending it twice does no harm.
  function newOperation() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function closeMenus(event) {
    for (const menu of document.querySelectorAll("details.menu-button[open]")) {
      if (event.key === "Escape") menu.querySelector("summary").focus();
      if (event.key === "Escape" || !menu.contains(event.target)) menu.open = false;
    }
  }

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = document.querySelector('meta[name="csrf-token"]').content;
    if (event.detail.elt.matches("[data-quiet]")) event.detail.headers["X-Poll"] = "1";
    if (event.detail.elt.matches("form.side")) event.detail.parameters.op_id = newOperation();
  });
  for (const name of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(name, refused);
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.successful && asked(event)) announce("");
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "bar") showCurrentSection();
    event.target.querySelector("#error-summary")?.focus();
  });
  document.addEventListener("change", (event) => {
    if (!FAILED.includes(event.target.value) || event.target.type !== "radio") return;
    const note = event.target.form?.querySelector("details.note");
    if (note) note.open = true;
  });
  document.addEventListener("keydown", quickAnswer);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(event);
  });
  document.addEventListener("click", closeMenus);
  document.addEventListener("DOMContentLoaded", () => {
    showCurrentSection();
    document.getElementById("error-summary")?.focus();
  });
})();
