import ts from "#typescript";
import type { LoopFacts } from "./evaluator-loops.ts";
import { LOOP_END, LOOP_START, MADE_UP } from "./evaluator-made-up.ts";

interface LoopVariable {
  shared: ts.Identifier;
  local: ts.Identifier;
}

/** Emits a loop that works on copies of variables of the script; see `scriptTransformers`. */
export class LocalLoop {
  private readonly f: ts.NodeFactory;
  private readonly isSlow: boolean;
  private readonly variables = new Map<string, LoopVariable>();
  private readonly assigned: LoopVariable[];
  private readonly saved: ts.Identifier;

  /** @param names  the variables that no function refers to */
  constructor(
    f: ts.NodeFactory,
    facts: LoopFacts,
    names: readonly string[],
    rename: (name: string) => string,
  ) {
    this.f = f;
    this.isSlow = facts.calls;
    for (const name of names) {
      const shared = f.createIdentifier(rename(name));
      this.variables.set(name, { shared, local: f.createIdentifier(`${name}${MADE_UP}Loop`) });
    }
    this.assigned = names
      .filter((name) => facts.assigned.has(name))
      .map((name) => this.variables.get(name) as LoopVariable);
    this.saved = f.createUniqueName("saved");
  }

  localName(name: string): string | undefined {
    return this.variables.get(name)?.local.text;
  }

  /** The body of the loop, or of one inside it, with the variables saved before it. */
  step(loop: ts.IterationStatement): ts.Statement {
    if (!this.isSlow || this.assigned.length === 0) return loop.statement;
    const save = this.assigned.map((variable, i) => this.save(variable, i));
    return this.f.createBlock([...save, loop.statement], true);
  }

  /** Copies the variables before the written loop and writes them back after it. */
  around(loop: ts.Statement): ts.Statement {
    const { f } = this;
    const copies = [...this.variables.values()].map(({ shared, local }) =>
      f.createVariableDeclaration(local, undefined, undefined, shared),
    );
    if (this.assigned.length === 0) return f.createBlock([this.declare(copies), loop]);
    const writeBack = this.assigned.map(({ shared, local }) => this.set(shared, local));
    if (this.isSlow) {
      const names = this.assigned.map(({ shared }) => f.createStringLiteral(shared.text));
      const room = this.call(LOOP_START, f.createArrayLiteralExpression(names));
      copies.push(f.createVariableDeclaration(this.saved, undefined, undefined, room));
      writeBack.push(f.createExpressionStatement(this.call(LOOP_END)));
    }
    return f.createBlock([
      this.declare(copies),
      f.createTryStatement(f.createBlock([loop]), undefined, f.createBlock(writeBack, true)),
    ]);
  }

  /**
   * Numbers go to an array of floats: to store them in a variable of the script would have them
   * boxed in every step of the loop.
   */
  private save({ shared, local }: LoopVariable, index: number): ts.Statement {
    const { f } = this;
    const type = f.createTypeOfExpression(local);
    const entry = (i: number) => f.createElementAccessExpression(this.saved, i);
    return f.createIfStatement(
      f.createStrictEquality(type, f.createStringLiteral("number")),
      f.createBlock([
        this.set(entry(2 * index), local),
        this.set(entry(2 * index + 1), f.createNumericLiteral(1)),
      ]),
      // More than one statement here makes Node 20 box the number after all.
      this.set(shared, local),
    );
  }

  private declare(declarations: ts.VariableDeclaration[]): ts.Statement {
    const list = this.f.createVariableDeclarationList(declarations, ts.NodeFlags.Let);
    return this.f.createVariableStatement(undefined, list);
  }

  private set(target: ts.Expression, value: ts.Expression): ts.Statement {
    return this.f.createExpressionStatement(this.f.createAssignment(target, value));
  }

  private call(name: string, ...values: ts.Expression[]): ts.Expression {
    return this.f.createCallExpression(this.f.createIdentifier(name), undefined, values);
  }
}
