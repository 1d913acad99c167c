// A signature drawn in the page's frame: strokes become a picture in the form's hidden field; it sends nothing itself.
"use strict";
(() => {
  const form = document.querySelector("form[data-ink]");
  if (!form) return;
  const frame = form.querySelector(".ink");
  const canvas = frame.querySelector("canvas");
  const held = form.elements.drawn;
  const pen = canvas.getContext("2d");
  const WIDTH = 7;
  let last = null;

  function clear() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    held.value = "";
  }

  // What was drawn before the server refused the form stands in the frame again.
  function restore() {
    const picture = new Image();
    picture.onload = () => pen.drawImage(picture, 0, 0);
    picture.src = held.value;
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return {
      x: (event.clientX - box.left) * canvas.width / box.width,
      y: (event.clientY - box.top) * canvas.height / box.height,
    };
  }

  function stroke(from, to) {
    pen.strokeStyle = "#10204a";
    pen.lineWidth = WIDTH;
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
  }

  function begin(event) {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    stroke(last, last);
  }

  function move(event) {
    if (!last || !event.isPrimary) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const next = place(one);
      stroke(last, next);
      last = next;
    }
  }

  function end() {
    if (!last) return;
    last = null;
    held.value = canvas.toDataURL("image/png");
  }

  const before = held.value;
  frame.hidden = false;
  clear();
  if (before) {
    held.value = before;
    restore();
  }
  canvas.addEventListener("pointerdown", begin);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  form.querySelector("[data-clear]").addEventListener("click", clear);
})();
