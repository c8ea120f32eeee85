// Marks the octets and the field that belong together; filters the list. The page is readable without it.
document.addEventListener("click", event => {
  const part = event.target.closest("[data-part]");
  if (!part) return;
  document.querySelectorAll(".mark").forEach(other => other.classList.remove("mark"));
  const parts = document.querySelectorAll(`[data-part="${part.dataset.part}"]`);
  parts.forEach(other => other.classList.add("mark"));
  const other = [...parts].find(other => !!other.closest(".hex") !== !!part.closest(".hex"));
  if (other) {
    event.preventDefault();
    for (let up = other.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    other.scrollIntoView({ block: "nearest" });
  }
});
document.getElementById("filter").addEventListener("input", event => {
  const words = event.target.value.toLowerCase().split(/\s+/);
  for (const entry of document.querySelectorAll("nav li")) {
    const hidden = !words.every(word => entry.textContent.toLowerCase().includes(word));
    entry.hidden = hidden;
    document.getElementById(entry.dataset.message).hidden = hidden;
  }
});
