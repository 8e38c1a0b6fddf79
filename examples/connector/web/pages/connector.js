// What htmx leaves to a page. Without this file, and without htmx, every form
// works as forms do.
"use strict";
(() => {
  const state = () => document.getElementById("etat");

  // A page that is no part of this site's, such as a sign-in, is opened whole.
  document.addEventListener("htmx:beforeSwap", (e) => {
    if (!e.detail.xhr.responseText.includes('id="contenu"')) {
      e.detail.shouldSwap = false;
      location.reload();
    }
  });

  // The second click of a double one comes when the next case stands where the
  // first one stood, and nobody has read it yet.
  document.addEventListener("click", (e) => {
    if (e.detail < 2 || !e.target.closest("button, a.button")) return;
    e.preventDefault();
    e.stopPropagation();
  }, true);

  // Nothing is decided without the tick that says that it was read. Here the box
  // is out of sight, and ticked once there was time to read: until then a click
  // that was meant for the case before does nothing.
  const reading = (part) => {
    for (const box of part.querySelectorAll("[data-lu]")) {
      box.hidden = true;
      setTimeout(() => { box.querySelector("input").checked = true; }, 1000);
    }
  };
  document.addEventListener("htmx:load", (e) => reading(e.target));

  // Another content begins at its heading, for those who hear it too; but not
  // while a work goes on, whose page asks again each second.
  document.addEventListener("htmx:afterSettle", (e) => {
    if (e.detail.target.id !== "contenu" || document.querySelector("[data-travail]")) return;
    const heading = document.querySelector("main h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  });

  document.addEventListener("htmx:sendError", () => {
    const text = document.createElement("p");
    text.className = "alert";
    text.textContent = document.body.dataset.noAnswer;
    state().replaceChildren(text);
  });

  // How much of the files is sent, and a button to stop it: what was chosen
  // stays chosen.
  const sending = (form, on) => {
    const box = form.querySelector("[data-envoi]");
    if (box) box.hidden = !on;
  };
  document.addEventListener("htmx:xhr:progress", (e) => {
    const bar = e.target.querySelector && e.target.querySelector("[data-envoi] progress");
    if (!bar || !e.detail.lengthComputable) return;
    if (e.detail.loaded < e.detail.total) bar.value = (e.detail.loaded / e.detail.total) * 100;
    else bar.removeAttribute("value"); // all is sent, and being read
  });
  document.addEventListener("htmx:beforeRequest", (e) => sending(e.target, true));
  document.addEventListener("htmx:afterRequest", (e) => sending(e.target, false));
  document.addEventListener("click", (e) => {
    if (e.target.matches("[data-interrompre]")) htmx.trigger(e.target.closest("form"), "htmx:abort");
  });
})();
