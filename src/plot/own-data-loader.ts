import { type Loader, loader } from "vega";
import { holdsData } from "./lint-pictures.ts";

/** What Vega is told of an address that is refused; its types want one. */
const nowhere = {} as { href: string };

/** A loader of Vega that opens nothing but addresses which hold their data (`data:…`): no file, no network. */
export function ownDataLoader(): Loader {
  const usual = loader();
  return {
    ...usual,
    load: async (address, options) => {
      if (!holdsData(address)) {
        throw new Error(
          `toSVG: expected data inside the specification, got the address ${address}; ` +
            "read the file in a cell and give its rows as data.values",
        );
      }
      return usual.load(address, options);
    },
    // Vega does not wait for the answer: a refusal would end the process
    sanitize: async (address, options) =>
      options?.context === "image" && !holdsData(address)
        ? nowhere
        : usual.sanitize(address, options).catch(() => nowhere),
  };
}
