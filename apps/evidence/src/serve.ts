/** Serves the page that checks an evidence bundle, and gives it away as one file. */
export {};
