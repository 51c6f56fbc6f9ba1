/** The project's own files as text, for tests that read them. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ts from 'typescript'

export const root = resolve(__dirname, '../..')

/** Paths below a folder with one of these endings, relative to the project, with forward slashes. */
export function filesBelow(folder: string, ...endings: string[]): string[] {
  const there = statSync(join(root, folder), { throwIfNoEntry: false })
  if (!there) return []
  if (!there.isDirectory()) return [folder]
  return readdirSync(join(root, folder))
    .filter(name => !['node_modules', 'fixtures'].includes(name))
    .flatMap(name => filesBelow(`${folder}/${name}`, ...endings))
    .filter(path => endings.length === 0 || endings.some(ending => path.endsWith(ending)))
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

export interface Import {
  from: string
  /** A path relative to the project, or a package's name. */
  to: string
  typeOnly: boolean
}

const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\bfrom\s+)?['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/g

/** Everything that a file imports. */
export function importsOf(path: string): Import[] {
  return [...textOf(path).matchAll(pattern)].map(([, type, plain, called]) => {
    const wanted = plain ?? called!
    const to = wanted.startsWith('.') ? relative(root, resolve(root, dirname(path), wanted)).split(sep).join('/') : wanted
    return { from: path, to, typeOnly: Boolean(type) }
  })
}

export interface Words { path: string; line: number; text: string; shownAsIs: boolean }

/** Attributes whose strings nobody reads. */
const silent = /(?:[cC]lass|Type|^data-.+|^open-type|^(?:className|style|type|mode|key|id|name|src|href|url|keyboard|skeleton|field|fields|layout|kind|tone|variant|size|icon|role|ariaRole|value|target|way|as|state|scene|page|to|color|shape|align|direction))(?:Name)?$/

/** Strings of a TypeScript file that a person may read: text between tags, attributes that are shown, and every string with Chinese in it. */
export function wordsOf(path: string): Words[] {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const words: Words[] = []
  const add = (node: ts.Node, text: string, shownAsIs: boolean) => {
    if (text.trim() !== '') words.push({ path, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, text: text.trim(), shownAsIs })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) add(node, node.text, true)
    else if (ts.isStringLiteralLike(node)) add(node, node.text, isShown(node))
    else if (ts.isTemplateExpression(node)) {
      // What stands between the values; each value is a string of its own elsewhere.
      add(node, [node.head.text, ...node.templateSpans.map(span => span.literal.text)].join(' '), false)
      node.templateSpans.forEach(span => visit(span.expression))
      return
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return words
}

/** Whether a string is what an attribute or a place between tags shows, also as one side of a choice: `{open ? '收起' : '展开'}`. */
function isShown(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isJsxAttribute(parent)) return !silent.test(parent.name.getText())
  if (ts.isJsxExpression(parent)) return ts.isJsxAttribute(parent.parent) ? !silent.test(parent.parent.name.getText()) : true
  const chosen = ts.isParenthesizedExpression(parent)
    || (ts.isConditionalExpression(parent) && parent.condition !== node)
    || (ts.isBinaryExpression(parent) && parent.right === node && [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(parent.operatorToken.kind))
  return chosen && isShown(parent)
}
