/** The tidemark.yaml that `tidemark init` writes: every key, explained and switched off. */

export const TEMPLATE = `# Options of \`tidemark baseline\` and \`tidemark check\` in this directory. The command line wins over this file.
# What stands behind a # is off; every key may be left out.

# How data is read.
reading:
  # format: csv           # read as csv, jsonl, json, capture, arrow or parquet, whatever the name says
  # header: true          # false: the first record holds data; columns are named _c0, _c1, …
  # delimiter: ","        # one of , ; | and "\\t"; detected when absent
  # outputPosition: END   # the columns of a captured response stand after those of the request; START when absent
  # preprocess: rows.mjs  # a JavaScript module whose function makes rows of each record; relative to this file
  # missing: [NA, "-"]    # spellings of a missing value besides the empty field
  # columns: [age, city]  # only these columns
  # exclude: [id]         # all columns but these
  # compat: sagemaker     # read and decide exactly as SageMaker Model Monitor does

# Which monitor is meant, and what it is told of a model. An attribute is a column, its index, or a JMESPath.
model:
  # monitor: model-quality            # data-quality when absent
  # problem: BinaryClassification     # or MulticlassClassification, Regression, Ranking
  # label: label                      # the attribute of what is true
  # prediction: prediction            # the attribute of what was predicted
  # probability: probability          # the attribute of the score
  # probabilityThreshold: 0.5         # a score above it is a prediction of 1
  # positive: "yes"                   # of two labels the positive one, where they are not 0 and 1 or false and true
  # query: query                      # Ranking: the attribute of the query whose items are ordered
  # features: features                # the attribute of the features of a record of JSON
  # weighted: true                    # estimate windows without labels by a baseline weighted to be as the window
  # group: [region]                   # attributes by whose values rows are judged apart as well
  # groundTruth: ground-truth         # label records, joined to capture records by id; relative to this file
  # analysisConfig: bias.json         # Clarify's analysis_config.json; relative to this file
  # oneSided: true                    # bias: only what is worse for the sensitive group counts
  # categorical: [zip]                # bias: these columns hold categories
  # continuous: [age]                 # bias: these columns hold numbers to be cut
  # predict: http://127.0.0.1:8080    # where the model answers, to be asked what its features contribute

# What data is checked against, and how strictly.
check:
  # baseline: base          # a baseline directory, or data to make one of; relative to this file
  # attributions: analysis.json   # what features contribute, by which violations are listed; relative to this file
  # estimator: quality/estimator.json   # of a model-quality baseline with features: what drift costs is estimated; relative to this file
  # falseAlarmRate: 0.01    # how often a window may raise an alarm although nothing changed
`;
