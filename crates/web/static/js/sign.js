// A signature drawn on the screen, kept as a PNG in a hidden input. Without it a picture can be sent.
import { button, make, touched } from "./dom.js";

export function enhance(box) {
  const kept = box.querySelector("input[type=hidden]");
  const canvas = make("canvas", {});
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "签名区，用手指、笔或鼠标书写；不便书写的，可在下方上传签名照片");
  const state = make("span", { className: "quiet" });
  state.setAttribute("role", "status");
  const tools = make("div", { className: "sign-tools" });
  const strokes = [];
  let earlier = null;
  let pen = null;

  function draw() {
    const brush = canvas.getContext("2d");
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.clearRect(0, 0, canvas.width, canvas.height);
    if (earlier) brush.drawImage(earlier, 0, 0, canvas.width, canvas.height);
    brush.lineWidth = 0.012 * canvas.width;
    brush.lineCap = "round";
    brush.lineJoin = "round";
    brush.strokeStyle = "#0a1f44";
    for (const stroke of strokes) {
      brush.beginPath();
      stroke.forEach(([x, y], turn) => {
        if (turn === 0) brush.moveTo(x * canvas.width, y * canvas.height);
        brush.lineTo(x * canvas.width, y * canvas.height);
      });
      brush.stroke();
    }
  }

  function keep() {
    const empty = strokes.length === 0 && !earlier;
    kept.value = empty ? "" : canvas.toDataURL("image/png");
    state.textContent = empty ? "尚未签名" : "已签名";
    touched(kept);
  }

  function point(event) {
    const edge = canvas.getBoundingClientRect();
    return [(event.clientX - edge.left) / edge.width, (event.clientY - edge.top) / edge.height];
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (box.closest("fieldset").disabled) return;
    canvas.setPointerCapture(event.pointerId);
    pen = [point(event)];
    strokes.push(pen);
    draw();
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!pen) return;
    pen.push(point(event));
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (!pen) return;
      pen = null;
      keep();
    });
  }

  tools.append(
    button("撤销一笔", () => {
      strokes.pop();
      draw();
      keep();
    }),
    button("清除重签", () => {
      strokes.length = 0;
      earlier = null;
      draw();
      keep();
    }),
    state,
  );
  box.prepend(canvas, tools);
  canvas.width = 900;
  canvas.height = Math.round((900 * canvas.clientHeight) / Math.max(canvas.clientWidth, 1)) || 320;
  state.textContent = kept.value ? "已签名" : "尚未签名";
  if (kept.value.startsWith("data:image/png;base64,")) {
    const picture = new Image();
    picture.addEventListener("load", () => {
      earlier = picture;
      draw();
    });
    picture.src = kept.value;
  }
}
