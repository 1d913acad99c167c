// Signing in again where one stands: the dialog of the page, for the person whose page it is; it knows nothing of what waits.
"use strict";
(() => {
  const { outbox } = window.kt1;
  const dialog = document.getElementById("signing");
  const form = dialog.querySelector("form");
  const wrong = document.getElementById("signing-wrong");
  const PATIENCE = 20_000;
  const UNREACHED = "Không kết nối được máy chủ. Mời thử lại sau ít phút.";
  const NOT_NOW = "Chưa đăng nhập được. Mời thử lại sau ít phút.";
  const OTHER_PERSON = "Người khác đã đăng nhập trên máy này.";

  function refuse(sentence) {
    wrong.textContent = `✕ ${sentence}`;
    wrong.hidden = false;
    form.elements.password.focus();
  }

  // The door answers a person's entry with a redirect, and a refusal with its page, which holds the sentence.
  async function enter() {
    if (await outbox.renew()) return "";
    if (outbox.state.blocked === "other") return OTHER_PERSON;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.type !== "opaqueredirect") {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return page.querySelector("main [role=alert] p")?.textContent.trim() ?? NOT_NOW;
    }
    return await outbox.renew() ? "" : OTHER_PERSON;
  }

  async function submitted(event) {
    event.preventDefault();
    if (form.ariaBusy) return;
    form.ariaBusy = "true";
    wrong.hidden = true;
    const sentence = await enter().catch(() => UNREACHED);
    form.ariaBusy = null;
    if (sentence) return void refuse(sentence);
    form.reset();
    dialog.close();
    document.getElementById("announcement").textContent = "";
    await outbox.tell("signed-in");
    outbox.send();
  }

  form.addEventListener("submit", submitted);
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  window.kt1.signing = {
    open: () => {
      if (dialog.open) return;
      wrong.hidden = true;
      dialog.showModal();
      form.elements.password.focus();
    },
  };
})();
