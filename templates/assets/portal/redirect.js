/* Leads on with the anchor that the reader came with, which a refresh would lose. The page works without it. */
(() => {
  const link = document.querySelector("main a");
  if (link && location.hash && !link.hash) location.replace(link.href + location.hash);
})();
