import { isTable } from "../experiment/is-table.ts";
import { isTypedArray } from "../jupyter/array-text.ts";
import { registerFormatter } from "../jupyter/display-registry.ts";
import { figureBundle, isFigure } from "./figure.ts";
import {
  expressionBundle,
  isExpression,
  isMathMatrix,
  isMathNumber,
  isMLMatrix,
  mathMatrixBundle,
  mlMatrixBundle,
} from "./mathematics-view.ts";
import { isPatterns, patternsBundle } from "./patterns-view.ts";
import { isListOfRows, rowsBundle, tableBundle } from "./table-view.ts";
import { typedArrayBundle } from "./typed-array-view.ts";

// Loaded for its effect: how values are shown in notebooks. Nothing heavy is loaded with it; what
// draws figures comes when the first figure is drawn.

registerFormatter({
  name: "damlab figure",
  matches: isFigure,
  format: (spec) => figureBundle(spec),
});
registerFormatter({ name: "damlab table", matches: isTable, format: tableBundle });
registerFormatter({ name: "damlab rows", matches: isListOfRows, format: rowsBundle });
registerFormatter({ name: "damlab typed array", matches: isTypedArray, format: typedArrayBundle });
registerFormatter({ name: "damlab patterns", matches: isPatterns, format: patternsBundle });
registerFormatter({
  name: "damlab mathjs matrix",
  matches: isMathMatrix,
  format: mathMatrixBundle,
});
registerFormatter({
  name: "damlab mathjs expression",
  matches: isExpression,
  format: expressionBundle,
});
registerFormatter({
  name: "damlab mathjs number",
  matches: isMathNumber,
  format: (value) => ({ "text/plain": String(value) }),
});
registerFormatter({ name: "damlab ml-matrix", matches: isMLMatrix, format: mlMatrixBundle });
