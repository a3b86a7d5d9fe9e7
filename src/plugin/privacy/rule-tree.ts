import { type PrivacyAction, privacyActions, type PrivacyRule } from './privacy-rules.ts';

/** Rules by the names that lead to them. */
export interface RuleNode {
  /** The rule of what is here. */
  readonly rule: PrivacyRule | undefined;
  readonly named: ReadonlyMap<string, RuleNode>;
  /** Of every name that is not among `named`, and of those too where they leave something open. */
  readonly any: RuleNode | undefined;
  /** The strictest rule of what is below. */
  readonly strictestBelow: PrivacyRule | undefined;
}

export function ruleTree(rules: readonly PrivacyRule[]): RuleNode {
  return nodeOf(rules.map((rule) => ({ names: rule.path.split('.'), rule })));
}

interface Branch {
  readonly names: readonly string[];
  readonly rule: PrivacyRule;
}

function nodeOf(branches: readonly Branch[]): RuleNode {
  const below = branches.filter(({ names }) => names.length > 0);
  const byName = Map.groupBy(below, ({ names: [name = ''] }) => name);
  const nodes = new Map(
    [...byName].map(([name, inside]) => [
      name,
      nodeOf(inside.map(({ names, rule }) => ({ names: names.slice(1), rule }))),
    ]),
  );
  const any = nodes.get('*');
  nodes.delete('*');
  return {
    rule: branches.find(({ names }) => names.length === 0)?.rule,
    named: nodes,
    any,
    strictestBelow: below.map(({ rule }) => rule).reduce(stricter, undefined),
  };
}

/** The one of two rules that reveals less. */
export function stricter(one: PrivacyRule | undefined, other: PrivacyRule | undefined): PrivacyRule | undefined {
  if (!one || !other) return one ?? other;
  return rank(other.action) > rank(one.action) ? other : one;
}

function rank(action: PrivacyAction): number {
  return privacyActions.indexOf(action);
}
