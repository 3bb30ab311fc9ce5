import ts from "#typescript";
import { returnLastValue } from "./evaluator-last-value.ts";
import { LocalLoop } from "./evaluator-local-loop.ts";
import { loopFacts, loopOf } from "./evaluator-loops.ts";
import { GATE, GATE_ITERABLE, META, NAME, RESUME } from "./evaluator-made-up.ts";
import { type ImportNames, importStatements } from "./evaluator-script-imports.ts";
import { isGenerated, isNamedMember, isVarList, withoutExport } from "./evaluator-script-nodes.ts";

/** What the names of a cell mean to the emitted script. */
export interface ScriptNames {
  /** Whether a module specifier names an earlier cell. */
  isCell(specifier: string): boolean;
  /** New name of an identifier that would hide a name of the global object. */
  rename(name: string): string;
  /** Whether the name is a variable of this or an earlier cell that no function refers to. */
  isPrivate(name: string): boolean;
}

/**
 * Transformers that turn a cell (a module) into a script whose value is an async function.
 *
 * Top-level names become `var`s of the script, so that later cells and closures share them at full
 * speed and may declare them again; function declarations stay at the top; the other statements
 * become the body of the function, with declarations turned into assignments and imports into
 * `await import()`. Each `await` passes through a gate that an interrupt can shut. The last
 * expression statement becomes the returned value.
 *
 * Loops work on local copies of variables that no function can see, which is several times faster
 * than on those of the script. They are written back at the end. Where steps call something, they
 * are saved before each step too, for the sake of a loop that is interrupted; an interrupted loop
 * of bare arithmetic leaves them as they were before it.
 *
 * @param userLength  length of the user's text: what follows in the file is the evaluator's
 */
export function scriptTransformers(userLength: number, names: ScriptNames): ts.CustomTransformers {
  return {
    before: [() => (file) => returnLastValue(file, userLength)],
    after: [(context) => (file) => new ScriptWriter(context, names).write(file)],
  };
}

class ScriptWriter {
  private readonly context: ts.TransformationContext;
  private readonly meaning: ScriptNames;
  private readonly f: ts.NodeFactory;
  private readonly names = new Set<string>();
  private readonly vars = new Set<string>();
  private readonly functions: ts.Statement[] = [];
  private readonly functionNames: ts.Statement[] = [];
  private readonly imports: ts.Statement[] = [];

  private readonly importNames: ImportNames = {
    isCell: (specifier) => this.meaning.isCell(specifier),
    declare: (name) => this.declare(name),
  };

  /** While a loop is written: its variables, and what makes them visible. */
  private loop: LocalLoop | undefined;

  constructor(context: ts.TransformationContext, names: ScriptNames) {
    this.context = context;
    this.meaning = names;
    this.f = context.factory;
  }

  write(file: ts.SourceFile): ts.SourceFile {
    const { f } = this;
    const body = file.statements.flatMap((statement) => this.topLevel(statement));
    const start: ts.Statement[] = [];
    if (this.names.size > 0) {
      const declarations = [...this.names].map((name) => f.createVariableDeclaration(name));
      start.push(
        f.createVariableStatement(undefined, f.createVariableDeclarationList(declarations)),
      );
    }
    const resets = [...this.vars].map((name) => this.assignUndefined(f.createIdentifier(name)));
    const run = f.createFunctionExpression(
      [f.createModifier(ts.SyntaxKind.AsyncKeyword)],
      undefined,
      undefined,
      undefined,
      [],
      undefined,
      f.createBlock([...resets, ...this.functionNames, ...this.imports, ...body], true),
    );
    return f.updateSourceFile(file, [
      f.createExpressionStatement(f.createStringLiteral("use strict")),
      ...start,
      ...this.functions,
      f.createExpressionStatement(f.createParenthesizedExpression(run)),
    ]);
  }

  private topLevel(statement: ts.Statement): ts.Statement[] {
    const { f } = this;
    if (ts.isImportDeclaration(statement)) {
      this.imports.push(...importStatements(statement, this.f, this.importNames));
      return [];
    }
    if (ts.isExportDeclaration(statement)) return [];
    if (ts.isExportAssignment(statement)) {
      return [this.evaluate(this.inScope(statement.expression), statement)];
    }
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      const plain = f.updateFunctionDeclaration(
        statement,
        withoutExport(statement.modifiers),
        statement.asteriskToken,
        statement.name,
        undefined,
        statement.parameters,
        undefined,
        statement.body,
      );
      this.functions.push(ts.visitNode(plain, this.inFunction, ts.isStatement));
      this.functionNames.push(...this.restoredName(statement.name));
      return [];
    }
    if (ts.isClassDeclaration(statement) && statement.name) {
      const name = this.identifier(statement.name);
      this.names.add(name.text);
      const expression = f.createClassExpression(
        withoutExport(statement.modifiers),
        name,
        undefined,
        statement.heritageClauses,
        statement.members,
      );
      ts.setOriginalNode(ts.setTextRange(expression, statement), statement);
      const value = ts.visitNode(expression, this.inFunction, ts.isExpression);
      const assignment = this.evaluate(f.createAssignment(name, value), statement);
      return [assignment, ...this.restoredName(statement.name)];
    }
    if (ts.isVariableStatement(statement)) {
      const { declarationList } = statement;
      const isVar = (declarationList.flags & ts.NodeFlags.BlockScoped) === 0;
      if (declarationList.declarations.some((declaration) => isGenerated(declaration.name))) {
        return [ts.visitEachChild(statement, this.inScope, this.context) as ts.Statement];
      }
      return declarationList.declarations.flatMap((declaration) => {
        const assignment = this.assignment(declaration, isVar);
        if (assignment) {
          const { name } = declaration;
          const restored = ts.isIdentifier(name) ? this.restoredName(name) : [];
          return [this.evaluate(assignment, declaration), ...restored];
        }
        if (isVar) return [];
        return [this.assignUndefined(this.identifier(declaration.name as ts.Identifier))];
      });
    }
    return [ts.visitNode(statement, this.inScope) as ts.Statement];
  }

  /** Inside blocks of the module's own scope: nested `var`s belong to the cell too. */
  private readonly inScope = <T extends ts.Node>(node: T): T => this.scope(node) as unknown as T;

  private scope(node: ts.Node): ts.Node {
    const loop = loopOf(node);
    if (loop && !this.loop) return this.localLoop(node as ts.Statement);
    const written = this.statement(node);
    if (!this.loop || loop !== node) return written;
    const { statement } = written as ts.IterationStatement;
    const step = this.loop.step(written as ts.IterationStatement);
    const replace = (child: ts.Node) => (child === statement ? step : child);
    return ts.visitEachChild(written, replace, this.context);
  }

  private localLoop(node: ts.Statement): ts.Statement {
    const facts = loopFacts(node);
    const names = [...facts.names].filter(
      (name) => this.meaning.isPrivate(name) && !facts.declared.has(name),
    );
    if (facts.awaits || names.length === 0) return this.statement(node) as ts.Statement;
    this.loop = new LocalLoop(this.f, facts, names, this.meaning.rename);
    const written = this.loop.around(this.scope(node) as ts.Statement);
    this.loop = undefined;
    return written;
  }

  private statement(node: ts.Node): ts.Node {
    const { f } = this;
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return this.inFunction(node);
    if (ts.isVariableStatement(node) && isVarList(node.declarationList)) {
      const values = this.assignments(node.declarationList);
      return values ? this.evaluate(values, node) : f.createEmptyStatement();
    }
    if (ts.isForStatement(node) && isVarList(node.initializer)) {
      return f.updateForStatement(
        node,
        this.assignments(node.initializer),
        node.condition && this.inScope(node.condition),
        node.incrementor && this.inScope(node.incrementor),
        this.inScope(node.statement),
      );
    }
    if (ts.isForInStatement(node) && isVarList(node.initializer)) {
      const target = this.loopTarget(node.initializer);
      const object = this.inScope(node.expression);
      return f.updateForInStatement(node, target, object, this.inScope(node.statement));
    }
    if (ts.isForOfStatement(node) && isVarList(node.initializer)) {
      const target = this.loopTarget(node.initializer);
      const values = this.iterated(node, this.inScope(node.expression));
      const statement = this.inScope(node.statement);
      return f.updateForOfStatement(node, node.awaitModifier, target, values, statement);
    }
    return this.expression(node, this.inScope);
  }

  private readonly inFunction = <T extends ts.Node>(node: T): T =>
    this.expression(node, this.inFunction) as T;

  /** What is the same in every scope: gates, `import.meta`, renamed identifiers. */
  private expression(node: ts.Node, visit: <T extends ts.Node>(node: T) => T): ts.Node {
    const { f } = this;
    if (ts.isAwaitExpression(node)) {
      const gated = this.call(GATE, visit(node.expression));
      return this.call(RESUME, f.updateAwaitExpression(node, gated));
    }
    if (ts.isForOfStatement(node) && node.awaitModifier) {
      const values = this.iterated(node, visit(node.expression));
      const initializer = visit(node.initializer);
      const statement = visit(node.statement);
      return f.updateForOfStatement(node, node.awaitModifier, initializer, values, statement);
    }
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      return f.createIdentifier(META);
    }
    if (ts.isIdentifier(node)) return this.identifier(node);
    if (ts.isPropertyAccessExpression(node)) {
      return f.updatePropertyAccessExpression(node, visit(node.expression), node.name);
    }
    if (ts.isShorthandPropertyAssignment(node) && this.identifier(node.name) !== node.name) {
      const initial = node.objectAssignmentInitializer;
      const name = this.identifier(node.name);
      const value = initial ? f.createAssignment(name, visit(initial)) : name;
      return f.createPropertyAssignment(node.name, value);
    }
    if (ts.isBindingElement(node) && ts.isIdentifier(node.name)) {
      const name = this.identifier(node.name);
      const inObject = node.parent === undefined || ts.isObjectBindingPattern(node.parent);
      const shorthand = inObject && !node.dotDotDotToken && name !== node.name;
      const property = node.propertyName ?? (shorthand ? node.name : undefined);
      const key = property && ts.isComputedPropertyName(property) ? visit(property) : property;
      const initializer = node.initializer && visit(node.initializer);
      return f.updateBindingElement(node, node.dotDotDotToken, key, name, initializer);
    }
    if (isNamedMember(node) && !ts.isComputedPropertyName(node.name)) {
      const kept = node.name;
      return ts.visitEachChild(
        node,
        (child) => (child === kept ? child : visit(child)),
        this.context,
      );
    }
    if (ts.isLabeledStatement(node)) {
      return f.updateLabeledStatement(node, node.label, visit(node.statement));
    }
    if (ts.isBreakOrContinueStatement(node)) return node;
    return ts.visitEachChild(node, visit, this.context);
  }

  private identifier(node: ts.Identifier): ts.Identifier {
    if (isGenerated(node)) return node;
    const name = this.loop?.localName(node.text) ?? this.meaning.rename(node.text);
    if (name === node.text) return node;
    return ts.setTextRange(this.f.createIdentifier(name), node);
  }

  private assignments(list: ts.VariableDeclarationList): ts.Expression | undefined {
    const values = list.declarations.flatMap((declaration) => {
      const assignment = this.assignment(declaration, true);
      return assignment ? [assignment] : [];
    });
    if (values.length === 0) return undefined;
    return values.reduce((left, right) => this.f.createComma(left, right));
  }

  private assignment(node: ts.VariableDeclaration, isVar: boolean): ts.Expression | undefined {
    const target = this.target(node.name, isVar);
    if (!node.initializer) return undefined;
    const value = this.f.createAssignment(target, this.inScope(node.initializer));
    return ts.isObjectLiteralExpression(target)
      ? this.f.createParenthesizedExpression(value)
      : value;
  }

  /** A function or class whose variable had to be renamed keeps the name that the user gave it. */
  private restoredName({ text }: ts.Identifier): ts.Statement[] {
    const { f } = this;
    const renamed = this.meaning.rename(text);
    if (renamed === text) return [];
    const values = [f.createIdentifier(renamed), f.createStringLiteral(text)];
    const call = f.createCallExpression(f.createIdentifier(NAME), undefined, values);
    return [f.createExpressionStatement(call)];
  }

  private loopTarget(list: ts.VariableDeclarationList): ts.Expression {
    return this.target((list.declarations[0] as ts.VariableDeclaration).name, true);
  }

  /** The assignment pattern of a binding; its names become names of the cell. */
  private target(name: ts.BindingName, isVar: boolean): ts.Expression {
    const { f } = this;
    if (ts.isIdentifier(name)) {
      if (isVar) this.vars.add(this.meaning.rename(name.text));
      return this.declare(name);
    }
    const part = (element: ts.BindingElement): ts.Expression => {
      const target = this.target(element.name, isVar);
      return element.initializer
        ? f.createAssignment(target, this.inScope(element.initializer))
        : target;
    };
    if (ts.isArrayBindingPattern(name)) {
      return f.createArrayLiteralExpression(
        name.elements.map((element) => {
          if (ts.isOmittedExpression(element)) return element;
          return element.dotDotDotToken ? f.createSpreadElement(part(element)) : part(element);
        }),
      );
    }
    return f.createObjectLiteralExpression(
      name.elements.map((element) => {
        if (element.dotDotDotToken) return f.createSpreadAssignment(part(element));
        const key = element.propertyName ?? (element.name as ts.Identifier);
        return f.createPropertyAssignment(
          ts.isComputedPropertyName(key) ? this.inScope(key) : key,
          part(element),
        );
      }),
    );
  }

  private declare(name: ts.Identifier): ts.Identifier {
    this.names.add(this.meaning.rename(name.text));
    return this.identifier(name);
  }

  private iterated(node: ts.ForOfStatement, values: ts.Expression): ts.Expression {
    return node.awaitModifier ? this.call(GATE_ITERABLE, values) : values;
  }

  private call(name: string, argument: ts.Expression): ts.Expression {
    return this.f.createCallExpression(this.f.createIdentifier(name), undefined, [argument]);
  }

  private assignUndefined(name: ts.Identifier): ts.Statement {
    return this.f.createExpressionStatement(this.f.createAssignment(name, this.f.createVoidZero()));
  }

  private evaluate(expression: ts.Expression, from: ts.Node): ts.Statement {
    return ts.setTextRange(this.f.createExpressionStatement(expression), from);
  }
}
