import { initAll } from "govuk-frontend";
import { keepEntries } from "./kept.js";
import { offerPasskeys } from "./passkey.js";

initAll();
offerPasskeys();
keepEntries();

// htmx 4 does not inherit headers: give each of its requests the CSRF token itself.
document.body.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (token) event.detail.ctx.request.headers["X-CSRFToken"] = token;
});
