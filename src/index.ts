// Random streams: everything random takes one of these by hand.
export { type Rng, stream } from "./random/stream.ts";

// Patterns: sets of ±1 rows, bit-packed.
export {
  distanceBetween,
  hammingDistances,
  overlaps,
  type Patterns,
  packedPatterns,
  patternsFromRows,
  patternsFromValues,
  prefix,
  row,
  type Spins,
  take,
  values,
} from "./patterns/patterns.ts";

// Generators with chosen separation and correlation.
export { bchCode, bchGenerator } from "./patterns/bch-code.ts";
export type { Construction } from "./patterns/construction.ts";
export {
  ar1,
  banded,
  block,
  equicorrelated,
  type FeatureCorrelation,
  givenCorrelation,
} from "./patterns/feature-correlation.ts";
export { type FeasibleCorrelation, feasibleCorrelation } from "./patterns/feasible-correlation.ts";
export { featureCorrelated } from "./patterns/feature-correlated.ts";
export { hadamardRows } from "./patterns/hadamard.ts";
export { fill, hammingSeparated } from "./patterns/hamming-separated.ts";
export { independent } from "./patterns/independent.ts";
export { InfeasibleSeparation } from "./patterns/infeasible-separation.ts";
export {
  type Bonds,
  givenCouplings,
  type IsingCouplings,
  isingEnergy,
  isingLattice,
  isingRing,
} from "./patterns/ising-couplings.ts";
export { type IsingOptions, isingSamples } from "./patterns/ising-samples.ts";
export { lexicode } from "./patterns/lexicode.ts";
export { type LinearCode, type WordOptions, wordsOfCode } from "./patterns/linear-code.ts";
export { markovChain } from "./patterns/markov-chain.ts";
export { separatedAndCorrelated } from "./patterns/separated-and-correlated.ts";
export type { Bits, Separation } from "./patterns/separation.ts";
export { type ShellOptions, shellSample, shellsAround, wholeShell } from "./patterns/shell.ts";

// Sources: a generator as a value, for capacity searches.
export { parseCorrelation, parseSeparation } from "./patterns/parse-source.ts";
export type { PatternSource } from "./patterns/source.ts";
export {
  bchSource,
  correlatedSource,
  hadamardSource,
  independentSource,
  isingSource,
  lexicodeSource,
  markovSource,
  separatedAndCorrelatedSource,
  separatedSource,
  shellSource,
  sourceOf,
} from "./patterns/sources.ts";

// Corruption, subsets, and what a set of patterns is like.
export { codingBounds, largestMeanDistance } from "./patterns/coding-bounds.ts";
export { correlationMatrix, effectiveDimension, meanSpins } from "./patterns/correlation-matrix.ts";
export { type Corruption, corrupt } from "./patterns/corrupt.ts";
export { columnCorrelations } from "./patterns/column-correlations.ts";
export { type Diagnostics, diagnostics, distanceHistogram } from "./patterns/diagnostics.ts";
export { requireNoAntipodes, requireNoDuplicates } from "./patterns/require-distinct.ts";
export { separatedSubset } from "./patterns/separated-subset.ts";
export { independentDistances } from "./patterns/independent-distances.ts";
export { type NearPair, type NearPairs, nearPairs } from "./patterns/near-pairs.ts";

// Surrogates: random sets that share some things with given patterns.
export { permutedSpins, type SpinGroup } from "./patterns/permuted-spins.ts";
export {
  type Surrogate,
  type SurrogateName,
  surrogateMatch,
  surrogatesOf,
} from "./patterns/surrogates.ts";
export {
  type ThresholdedGaussian,
  thresholdedGaussianLike,
} from "./patterns/thresholded-gaussian.ts";

// Files as tables and arrays.
export { type CSVOptions, readCSV } from "./patterns/load-csv.ts";
export { type IDXArray, readIDX } from "./patterns/load-idx.ts";
export { type LabelledImages, readLabelledImages } from "./patterns/labelled-images.ts";
export type { LabelledData } from "./patterns/labelled-data.ts";
export {
  type LabelledVectorOptions,
  readLabelledVectors,
} from "./patterns/read-labelled-vectors.ts";
export { readJSON, readJSONArray } from "./patterns/load-json.ts";
export { tableValues } from "./patterns/table-values.ts";

// Tables as patterns by a recorded scheme, and back.
export { type DecodedTable, decode } from "./patterns/decode-table.ts";
export { type EncodedTable, encode } from "./patterns/encode-table.ts";
export { type ColumnEncoding, codeWords, type Encoding } from "./patterns/encoding.ts";
export { type EncodingOptions, encodingOf } from "./patterns/encoding-of.ts";
export { columnsToEncode } from "./patterns/columns-to-encode.ts";
export { encodeKnown, type KnownRows } from "./patterns/encode-known.ts";
export { type EncodedColumnRow, encodingReport } from "./patterns/encoding-report.ts";
export { type Memories, type MemoryOptions, readMemories } from "./patterns/read-memories.ts";

// Images as patterns; digits drawn here.
export {
  type BinarizedImages,
  type BinarizeOptions,
  binarizeImages,
} from "./patterns/binarize-images.ts";
export { type DigitStyle, digitImage } from "./patterns/digit-image.ts";
export type { ShapeNoise } from "./patterns/disturbed-digit.ts";
export { downscaleImages } from "./patterns/downscale-images.ts";
export {
  type DigitNoise,
  type RenderedDigits,
  type RenderedDigitsOptions,
  renderedDigits,
} from "./patterns/rendered-digits.ts";

// Models: interactions F, energy, margins and fields.
export {
  type DenseAssociativeMemory,
  denseAssociativeMemory,
  energy,
  energyPerSpin,
  localFields,
  margins,
} from "./models/dense-associative-memory.ts";
export { distinctIndices } from "./models/distinct-indices.ts";
export type { FieldRule } from "./models/field-rule.ts";
export { type FieldTable, fieldTable } from "./models/field-table.ts";
export { formula } from "./models/formula.ts";
export { exponential, type Interaction, power, rectifiedPower } from "./models/interaction.ts";
export { leaveOneOutEnergies } from "./models/leave-one-out-energy.ts";

// Potts machines: memories on the unit sphere with weights of classes; samples of their law.
export { type PottsSample, samplePottsMachine } from "./dynamics/sample-potts-machine.ts";
export { vonMisesFisher } from "./dynamics/von-mises-fisher.ts";
export {
  type ImagePatches,
  type ImageVectors,
  imagePatches,
  imagesToUnitVectors,
  type PatchOptions,
} from "./patterns/image-vectors.ts";
export {
  type GreyNoise,
  type RenderedDigitVectorsOptions,
  renderedDigitVectors,
} from "./patterns/rendered-digit-vectors.ts";
export { type VectorImage, vectorImages } from "./patterns/vector-images.ts";
export {
  type LabelledVectors,
  labelledVectors,
  type NormaliseOptions,
  normalised,
  rowsBetween,
  type UnitVectors,
  unitVectors,
} from "./patterns/unit-vectors.ts";
export {
  type ClassificationReport,
  classificationReport,
  softLabels,
} from "./models/classification-report.ts";
export { deadMemories, distinctMemories } from "./models/memory-diversity.ts";
export {
  pottsEnergy,
  pottsEnergyGradient,
  type PottsHidden,
  pottsJointEnergy,
} from "./models/potts-energy.ts";
export { pottsLogits } from "./models/potts-logits.ts";
export {
  type PottsMachine,
  type PottsMachineParts,
  pottsMachine,
} from "./models/potts-machine.ts";
export {
  type NearestMemories,
  nearestMemoryClass,
  type PottsPrediction,
  pottsPrediction,
} from "./models/potts-prediction.ts";
export { pottsResponsibilities } from "./models/potts-responsibilities.ts";
export type { PottsScoreOptions } from "./models/potts-scores.ts";
export type { PottsArithmetic } from "./models/vector-overlaps.ts";

// Retrieval dynamics.
export { type BlockRetrieval, retrieveBlocks, type SpinBlock } from "./dynamics/block-retrieval.ts";
export { type Retrieval, type RetrieveOptions, retrieve } from "./dynamics/retrieve.ts";
export { retrievalTrajectories, type Trajectories } from "./dynamics/retrieval-trajectories.ts";
export type { TrajectoryOptions } from "./dynamics/trajectory-options.ts";
export { startAtOverlap } from "./patterns/start-at-overlap.ts";

// Stability of stored patterns, and capacity.
export { type BasinOptions, basin } from "./capacity/basin.ts";
export {
  type SearchOptions,
  type SearchResult,
  simpleBinarySearch,
} from "./capacity/binary-search.ts";
export {
  allPatterns,
  bitError,
  type CountCriterion,
  type Criterion,
  isCountCriterion,
  type PredicateCriterion,
  parseCriterion,
  patternError,
} from "./capacity/criterion.ts";
export {
  type CrossingEstimate,
  type CurveEstimate,
  type CurveEstimateOptions,
  curveEstimate,
} from "./capacity/curve-estimate.ts";
export {
  type CapacityEstimate,
  type CapacityOptions,
  estimateCapacity,
} from "./capacity/estimate.ts";
export { crossings, type NestedCurve, nestedCurve } from "./capacity/incremental.ts";
export {
  type BisectionOptions,
  probabilisticBisection,
} from "./capacity/probabilistic-bisection.ts";
export {
  type SearchEstimate,
  type SequentialEstimate,
  type SequentialSearchOptions,
  sequentialSearch,
} from "./capacity/sequential-search.ts";
export { type CurveOptions, type TrialCurve, trialCurve } from "./capacity/trial-curve.ts";
export {
  type Stability,
  type StabilityOptions,
  stabilities,
  stability,
} from "./capacity/stability.ts";
export { allOf, majorityOf, parseVote, singleVote, type Vote } from "./capacity/vote.ts";

// Learning: Potts machines from data, with and without labels.
export { priorOfLabels, unequalPrior } from "./learning/class-prior.ts";
export { type PottsGradient, pottsGradient } from "./learning/potts-gradient.ts";
export type { PottsEpoch, PottsTrainingOptions } from "./learning/potts-training-options.ts";
export type { PottsTrainingState } from "./learning/potts-training-state.ts";
export { type PottsTraining, trainPotts } from "./learning/train-potts.ts";
// Learning: how Potts machines split and grow, and the tree of what they learn.
export { type ClassEscape, classEscape, escaped } from "./learning/class-escape.ts";
export type { SplitTask } from "./learning/class-posterior.ts";
export { growPotts, type PottsGrowth } from "./learning/grow-potts.ts";
export type { PottsGrowthEpoch, PottsGrowthOptions } from "./learning/growth-options.ts";
export type { MemorySplit, PottsGrowthRound, PottsGrowthState } from "./learning/growth-state.ts";
export {
  type LearningNode,
  type LearningRecord,
  type LearningTree,
  learningTree,
} from "./learning/learning-tree.ts";
export { lossAlongSplit, type SplitLoss } from "./learning/loss-along-split.ts";
export { type OverlapComponents, overlapComponents } from "./learning/overlap-components.ts";
export {
  embedded,
  type GrowingWeights,
  splitMemories,
  type Splits,
} from "./learning/split-memories.ts";
export {
  splittingMatrix,
  type TangentSpectrum,
  tangentSpectrum,
} from "./learning/splitting-matrix.ts";
export {
  type SplitCriterion,
  type SplittingSpectrum,
  type SplittingSpectrumOptions,
  splittingSpectrum,
} from "./learning/splitting-spectrum.ts";

// Theory: one-bit errors, capacities they predict, closed forms and conventions of the load.
export { type BitError, bitErrorExact } from "./theory/bit-error-exact.ts";
export { bitErrorSaddlepoint } from "./theory/bit-error-saddlepoint.ts";
export {
  type CapacityRule,
  capacityAtHalf,
  capacityAtMinimumSeparation,
  predictedCapacity,
  startingP,
} from "./theory/predicted-capacity.ts";
export { capacityOfCorrelated } from "./theory/correlated-capacity.ts";
export { capacityAtMeanSeparation } from "./theory/separated-capacity.ts";
export {
  driftExponent,
  driftPerPattern,
  featureAlignment,
  noisePerPattern,
} from "./theory/feature-drift.ts";
export { exactBitCapacity } from "./theory/exact-bit-capacity.ts";
export type { ExponentialModel, StorageModel } from "./theory/storage-model.ts";
export {
  bitErrorProbability,
  capacityAtBitError,
  capacityOfAllPatterns,
  capacityOfOnePattern,
  type PowerModel,
} from "./theory/capacity-closed-form.ts";
export { convertLoad, type LoadConvention, loadOf, patternCountAt } from "./theory/load.ts";

// Theory of retrieval in time: one door to its solvers, and the stationary states behind.
export type { DynamicsModel } from "./theory/dynamics-model.ts";
export type { FieldLaw } from "./theory/field-law.ts";
export { type DynamicsTheoryOptions, dynamicsTheory } from "./theory/dynamics-theory.ts";
export { exactDynamics } from "./theory/exact-dynamics.ts";
export type { DynamicsStart } from "./theory/require-dynamics.ts";
export { type MonteCarloOptions, monteCarloDynamics } from "./theory/monte-carlo-dynamics.ts";
export type { OrderParameterErrors, OrderParameters } from "./theory/order-parameters.ts";
export type { Crosstalk } from "./theory/crosstalk.ts";
export { crosstalkOf } from "./theory/crosstalk-of.ts";
export { type StationaryOverlap, stationaryOverlaps } from "./theory/stationary-overlaps.ts";
export { type Spinodal, spinodalLoad } from "./theory/spinodal-load.ts";
export type { Solution } from "./numerics/solution.ts";

// Teachers that draw examples, and students that sample their posterior.
export { alignment } from "./teacher-student/alignment.ts";
export { type BinaryExamplesOptions, binaryExamples } from "./teacher-student/binary-examples.ts";
export {
  type BinaryOverlapsOptions,
  type BinaryPosteriorOverlaps,
  binaryOverlaps,
} from "./teacher-student/binary-overlaps.ts";
export { exactBinaryOverlaps, exactBinaryPosterior } from "./teacher-student/binary-posterior.ts";
export { type BinaryStudent, binaryStudent } from "./teacher-student/binary-student.ts";
export { exampleDistances } from "./teacher-student/n-body.ts";
export {
  type PottsExamples,
  type PottsExamplesOptions,
  pottsExamples,
} from "./teacher-student/potts-examples.ts";
export {
  type PottsStudent,
  type PottsStudentOptions,
  pottsStudent,
} from "./teacher-student/potts-student.ts";
export {
  type PottsTeacher,
  type PottsTeacherOptions,
  pottsTeacher,
} from "./teacher-student/potts-teacher.ts";
export {
  type Naming,
  type StudentOverlaps,
  type StudentOverlapsOptions,
  studentOverlaps,
} from "./teacher-student/student-overlaps.ts";

// Saddle-point equations of Potts machines on data.
export type { PottsStationaryOptions } from "./theory/potts-stationary-options.ts";
export {
  type PottsStationaryPoint,
  pottsStationaryPoint,
} from "./theory/potts-stationary-point.ts";

// Theory of teacher and student: Potts machines, and binary patterns with n-body examples.
export type { PottsTeacherStudentModel } from "./theory/potts-model.ts";
export {
  type PottsTeacherStudentOptions,
  type PottsTeacherStudentOverlaps,
  pottsTeacherStudent,
} from "./theory/potts-teacher-student.ts";
export {
  type PottsLoad,
  type PottsTransitions,
  pottsThreshold,
  pottsTransitions,
} from "./theory/potts-transitions.ts";
export { type SinglePatternPosterior, singlePatternPosterior } from "./theory/single-pattern.ts";
export type { BinaryOverlaps, BinaryTeacherStudentModel } from "./theory/binary-equations.ts";
export {
  type BinaryPhase,
  type BinaryPhasePoint,
  binaryPhase,
  exampleAlignment,
} from "./theory/binary-phase.ts";
export {
  type BinaryStart,
  type BinaryState,
  type BinaryTeacherStudentOptions,
  binaryTeacherStudent,
} from "./theory/binary-teacher-student.ts";

// Studies: simulation and theory in one tidy table.
export type { CapacityRow } from "./studies/capacity-row.ts";
export type {
  CapacityMethod,
  CapacityProcedure,
  CapacitySetting,
  EnergyName,
} from "./studies/capacity-setting.ts";
export {
  type CapacityGrid,
  type CapacityStudyOptions,
  capacityStudy,
} from "./studies/capacity-study.ts";
export { type PairedOptions, pairedCapacities } from "./studies/paired-capacities.ts";
export { type PairedShare, pairedShares } from "./studies/paired-shares.ts";
export { predictedK50 } from "./studies/predicted-k50.ts";
export type { MeasureOptions } from "./studies/measure-options.ts";
export { simulatedCapacity } from "./studies/simulated-capacity.ts";
export { theoryRows } from "./studies/theory-rows.ts";
export {
  type TrialCapacities,
  type TrialGrid,
  trialCapacities,
} from "./studies/trial-capacities.ts";
export { type TrialSlope, trialSlopes } from "./studies/trial-slopes.ts";

// Studies of given memories: a table or images from all sides.
export {
  capacityOfSet,
  type SetCapacity,
  type SetCapacityOptions,
} from "./studies/capacity-of-set.ts";
export {
  type CompletedCell,
  type CompletedTable,
  completeTable,
} from "./studies/complete-table.ts";
export { completionHoldOut, type HeldOutCell } from "./studies/completion-hold-out.ts";
export {
  type ColumnScore,
  type ConfidenceBin,
  completionScores,
  confidenceBins,
} from "./studies/completion-scores.ts";
export { type DistanceStudy, distanceStudy } from "./studies/distance-study.ts";
export {
  type Exploration,
  type ExploreOptions,
  explore,
  exploreOrders,
} from "./studies/explore.ts";
export {
  accuracyFigure,
  calibrationFigure,
  correlationFigure,
  distanceFigure,
  firstFailureFigure,
  outlierFigure,
  prototypeFigure,
  stableShareFigure,
} from "./studies/explore-figures.ts";
export { type Outlier, outliers } from "./studies/outliers.ts";
export { type Prototype, type PrototypeOptions, prototypes } from "./studies/prototypes.ts";

// Retrieval dynamics: theory beside simulation in one tidy table.
export { type BasinGrid, type BasinRow, basinBoundaries } from "./studies/basin-boundaries.ts";
export { type ConvergenceRule, convergenceTime } from "./studies/convergence-time.ts";
export { type ConvergenceRow, convergenceTimes } from "./studies/convergence-times.ts";
export {
  type CapacityConditions,
  type DynamicalCapacityRow,
  dynamicalCapacities,
} from "./studies/dynamical-capacities.ts";
export { dynamicsFigure } from "./studies/dynamics-figure.ts";
export {
  dynamicsPhaseMap,
  type PhaseMapGrid,
  type PhaseMapRow,
} from "./studies/dynamics-phase-map.ts";
export type { DynamicsRow } from "./studies/dynamics-rows.ts";
export type {
  DynamicsConditions,
  DynamicsGrid,
  SimulationChoice,
  TheoryChoice,
} from "./studies/dynamics-setting.ts";
export {
  type TrainingGrid,
  type TrainingRow,
  type TrainingSetting,
  type TrainingStudyOptions,
  trainingStudy,
} from "./studies/training-study.ts";
export { dynamicsStudy } from "./studies/dynamics-study.ts";
export { dynamicsTwoTimes, type TwoTimesRow } from "./studies/dynamics-two-times.ts";
export type { StudyOptions } from "./studies/over-parts.ts";

// Teacher and student: theory beside simulation in one tidy table.
export { binaryTeacherStudentFigure } from "./studies/binary-teacher-student-figure.ts";
export type { BinaryTeacherStudentRow } from "./studies/binary-teacher-student-rows.ts";
export type {
  BinaryTeacherStudentGrid,
  BinaryTeacherStudentSimulation,
} from "./studies/binary-teacher-student-setting.ts";
export { binaryTeacherStudentStudy } from "./studies/binary-teacher-student-study.ts";
export { teacherStudentFigure } from "./studies/teacher-student-figure.ts";
export type { TeacherStudentPhase } from "./studies/teacher-student-phase.ts";
export type { TeacherStudentRow } from "./studies/teacher-student-rows.ts";
export type {
  TeacherStudentGrid,
  TeacherStudentSimulation,
  TeacherStudentStart,
} from "./studies/teacher-student-setting.ts";
export { teacherStudentStudy } from "./studies/teacher-student-study.ts";

// Data by name, and machines in files.
export { type DataOptions, dataByName } from "./studies/data-by-name.ts";
export { heldOut } from "./studies/held-out.ts";
export {
  type MachineFacts,
  type MachineState,
  readMachine,
  type SavedMachine,
  saveMachine,
} from "./studies/machine-file.ts";
export { type MNIST, readMNIST } from "./studies/read-mnist.ts";

// Experiments: grids of parameters, recipes, results computed once.
export { type GridPoint, grid, type ParameterValue } from "./experiment/grid.ts";
export { NotStored } from "./experiment/not-stored.ts";
export { produceOrLoad, type StoreOptions } from "./experiment/produce-or-load.ts";
export {
  type Identity,
  type Provenance,
  provenance,
  type Recipe,
  recipe,
  recipeHash,
} from "./experiment/record.ts";
export {
  type GridComputation,
  GridStopped,
  type ResultRow,
  type RowsOfPoint,
  runGrid,
} from "./experiment/run-grid.ts";

// Dense float32 matrices on interchangeable engines.
export type { DenseMatrix, ProductOptions } from "./numerics/dense-matrix.ts";
export { type TensorEngine, type TensorEngineName, tensorEngine } from "./numerics/tensor.ts";

// The normaliser of e^(β x·w) on the sphere, its mean overlap and their inverses.
export {
  concentrationOfOverlap,
  logSphereRatio,
  overlapOfConcentration,
  type SphereNormaliser,
  sphereConcentration,
  sphereMean,
} from "./numerics/sphere-normaliser.ts";

// Worker threads for long studies.
export type { TaskExport, TaskModule } from "./parallel/task-module.ts";
export {
  type PoolOptions,
  type RunOptions,
  type WorkerPool,
  workerPool,
} from "./parallel/worker-pool.ts";

// Statistics of independent repeats.
export { type LineFit, lineFit } from "./numerics/line-fit.ts";
export { interval95, type MeanEstimate, meanEstimate } from "./numerics/mean.ts";
export { type PowerLawFit, powerLawFit } from "./numerics/power-law-fit.ts";
export { type ClusteredMean, clusteredMean } from "./numerics/clustered-mean.ts";
export { type PairedLogRatio, pairedLogRatio } from "./numerics/paired-log-ratio.ts";
export { plusMinus } from "./numerics/plus-minus.ts";
export { wilsonInterval } from "./numerics/wilson.ts";

// Figures: a table in, a Vega-Lite specification out, and files of it.
export { type AveragedOptions, type AveragedRows, averaged } from "./plot/averaged.ts";
export type { SeriesColumn } from "./plot/series.ts";
export type { Axis } from "./plot/axis.ts";
export { type BasinsOptions, basins } from "./plot/basins.ts";
export { type BinnedOptions, type BinnedRows, binned } from "./plot/binned.ts";
export type { Bins } from "./plot/bins.ts";
export { type BlockAveragedOptions, blockAveraged } from "./plot/block-averaged.ts";
export {
  type ConfusionCounts,
  type ConfusionMatrixOptions,
  confusionMatrix,
} from "./plot/confusion-matrix.ts";
export { type CurvesOptions, curves } from "./plot/curves.ts";
export { darkened } from "./plot/dark-theme.ts";
export { describeFigure } from "./plot/describe.ts";
export type { DistributionTheory } from "./plot/distribution-theory.ts";
export { type DistributionOptions, distribution } from "./plot/distribution.ts";
export { type DotsOptions, dots } from "./plot/dots.ts";
export { saveFigure, toHTML, toPDF, toPNG, toSVG } from "./plot/export.ts";
export { type FullTable, fullTable, fullTables } from "./plot/full-table.ts";
export { type HeatMapOptions, heatMap } from "./plot/heat-map.ts";
export { type LearningCurvesOptions, learningCurves } from "./plot/learning-curves.ts";
export { type Finding, lintFigure } from "./plot/lint.ts";
export { type PatternGridOptions, patternGrid } from "./plot/pattern-grid.ts";
export type { PatternImage } from "./plot/pattern-image.ts";
export { type PhaseDiagramOptions, phaseDiagram } from "./plot/phase-diagram.ts";
export type { PhaseOverlay } from "./plot/phase-overlay.ts";
export { plainMathematics } from "./plot/plain-mathematics.ts";
export { type PointsOptions, points } from "./plot/points.ts";
export { readRecipe } from "./plot/recipe.ts";
export { type Reduction, reductionOf, reductionsOf } from "./plot/reduction.ts";
export { type ScalingOptions, scaling } from "./plot/scaling.ts";
export type { FigureSpec } from "./plot/spec.ts";
export type { Table } from "./plot/table.ts";
export { type ReducedRows, type ThinnedOptions, thinned } from "./plot/thinned.ts";
export { type TimeMatrixOptions, type TimeQuantity, timeMatrix } from "./plot/time-matrix.ts";
export { type TrajectoriesOptions, trajectories } from "./plot/trajectories.ts";
export { type TreeOptions, tree } from "./plot/tree.ts";
export { typesetSpec } from "./plot/typeset-spec.ts";
export { type VectorFieldOptions, vectorField } from "./plot/vector-field.ts";

// Figures of figures: panels, layers, a slider.
export type { CompositionOptions } from "./plot/composed.ts";
export { type ConcatenatedOptions, concatenated } from "./plot/concatenated.ts";
export { type FacetOptions, facet } from "./plot/facet.ts";
export type { FacetBy, FacetColumn } from "./plot/facet-panels.ts";
export type { FigureOptions } from "./plot/figure-options.ts";
export type { Interactivity } from "./plot/interactive.ts";
export type { Journal } from "./plot/journal-width.ts";
export { layered } from "./plot/layered.ts";
export { type SliderColumn, withSlider } from "./plot/with-slider.ts";

// What a notebook cell calls.
export {
  type Comm,
  type CommContent,
  type CommListener,
  onComm,
  openComm,
} from "./jupyter/comm.ts";
export { input } from "./jupyter/input.ts";
export { type Display, type DisplayHandle, display } from "./jupyter/display.ts";
export { type Displayable, formatValue, registerFormatter } from "./jupyter/display-registry.ts";
export type { Formatter } from "./jupyter/display-state.ts";
export type { MimeBundle } from "./jupyter/mime-bundle.ts";
export { type Progress, progress } from "./jupyter/progress.ts";
export { latex, markdown, type RichText } from "./jupyter/rich-text.ts";
export { type CheckOptions, type CheckOutcome, type CheckResult, check } from "./notebook/check.ts";
export {
  type ExpectationOptions,
  expectClose,
  expectSpins,
  expectThat,
} from "./notebook/expectations.ts";
export { figureBundle } from "./notebook/figure.ts";
export { figure, show } from "./notebook/show.ts";
