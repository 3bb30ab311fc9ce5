/** Version of this package; a constant, so that the library loads where no file can be read. */
export const packageVersion = "0.1.0";
