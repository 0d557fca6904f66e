// The next scan replaces what stands in the box. Without this script everything works; the box is then emptied by hand.
const box = document.querySelector("input[autofocus]");
if (document.activeElement === box) {
  box?.select();
} else {
  box?.addEventListener("focus", () => box.select(), { once: true });
}
