// The next scan replaces what stands in the box. Without this script everything works; the box is then emptied by hand.
document.querySelector("input[autofocus]")?.select();
