// Reads a DMN file with dmn-moddle and evaluates its tables with feelin. Neither knows anything of Regels.
// Standard input: {file, contexts: [{name: FEEL literal}]}. Output: {warnings, tables, results}, where a result
// has for each table the rows that hit and the value of the one that did.
import { readFileSync } from 'node:fs';
import { DmnModdle } from 'dmn-moddle';
import { evaluate, unaryTest } from 'feelin';

// dmn-moddle knows the namespace of DMN 1.3; the elements that are used here are the same in 1.5
const NEW = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const KNOWN = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

const { file, contexts } = JSON.parse(readFileSync(0, 'utf8'));
const { rootElement, warnings } = await new DmnModdle().fromXML(
  readFileSync(file, 'utf8').replace(NEW, KNOWN), 'dmn:Definitions');
const problems = warnings.map((warning) => warning.message);

function run(answer, text) {
  for (const warning of answer.warnings) {
    problems.push(`${text}: ${warning.message}`);
  }
  return answer.value;
}

function plain(value) {
  return value !== null && typeof value === 'object' ? value.toISODate?.() ?? String(value) : value;
}

const decisions = rootElement.drgElement.filter((one) => one.$type === 'dmn:Decision');
const figures = decisions.filter((one) => one.decisionLogic.$type === 'dmn:LiteralExpression');
const tables = decisions.filter((one) => one.decisionLogic.$type === 'dmn:DecisionTable');
const constants = Object.fromEntries(figures.map((one) => [
  one.name, run(evaluate(one.decisionLogic.text, {}), one.name)]));

function decide(decision, context) {
  const { input, rule } = decision.decisionLogic;
  const values = input.map((one) => run(evaluate(one.inputExpression.text, context), one.inputExpression.text));
  const hits = [];
  rule.forEach((row, place) => {
    const holds = row.inputEntry.every((entry, column) => entry.text === '-' || run(
      unaryTest(entry.text, { ...context, '?': values[column] }), entry.text) === true);
    if (holds) {
      hits.push(place);
    }
  });
  const outcomes = rule.map((row) => plain(run(evaluate(row.outputEntry[0].text, context), row.outputEntry[0].text)));
  return { hits, value: hits.length === 1 ? outcomes[hits[0]] : null };
}

const results = contexts.map((given) => {
  const context = { ...constants };
  for (const [name, literal] of Object.entries(given)) {
    context[name] = run(evaluate(literal, {}), literal);
  }
  return Object.fromEntries(tables.map((table) => [table.name, decide(table, context)]));
});

process.stdout.write(JSON.stringify({
  warnings: [...new Set(problems)],
  tables: Object.fromEntries(tables.map((one) => [one.name, {
    hitPolicy: one.decisionLogic.hitPolicy,
    rows: one.decisionLogic.rule.length,
    requires: (one.informationRequirement ?? []).map(
      (need) => (need.requiredInput ?? need.requiredDecision).href),
  }])),
  names: rootElement.drgElement.map((one) => one.name),
  results,
}));
