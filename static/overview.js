// The overview's buttons that need a script: its sentences are copied, its sheet is printed; it knows no number.
"use strict";
(() => {
  const COPIED = "Đã chép. Mở văn bản rồi dán vào chỗ cần ghi.";
  const NOT_COPIED = "Chưa chép được. Mời chọn tất cả chữ trong ô rồi chép.";

  // The newer clipboard is there over https alone; what is selected can be copied over plain http too.
  function copy(button) {
    document.getElementById(button.dataset.copy).select();
    document.getElementById("announcement").textContent = document.execCommand("copy") ? COPIED : NOT_COPIED;
  }

  for (const [name, act] of [["[data-copy]", copy], ["[data-print]", () => window.print()]]) {
    for (const button of document.querySelectorAll(name)) {
      button.hidden = false;
      button.addEventListener("click", () => act(button));
    }
  }
})();
