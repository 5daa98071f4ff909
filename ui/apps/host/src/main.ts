const TRIED = "businessm.loaded-again";

// The federation's instance is there only once this module has run: so what uses it is imported from here. A file that did not
// come is no reason for an empty page: browsers keep that for as long as the page lives, so it is loaded once more.
import("./boot").then(
  () => sessionStorage.removeItem(TRIED),
  (error: unknown) => {
    if (sessionStorage.getItem(TRIED)) {
      document.body.textContent = "The Desk could not be loaded. Check the connection and load this page again.";
      throw error;
    }
    sessionStorage.setItem(TRIED, "yes");
    window.location.reload();
  },
);
