/** The house as DESIGN.md, "The house", describes it: who may import whom, where things are written down, and that it stays readable. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesBelow, importsOf, root, textOf, wordsOf, type Import } from './support/sources'

const code = ['.ts', '.tsx', '.mjs', '.cjs']
const folders = ['src', 'types', 'cloudfunctions', 'local-cloud', 'config', 'tests']
const all = folders.flatMap(folder => filesBelow(folder, ...code))
const imports = all.flatMap(importsOf)

/** `cloudfunctions/modules/roster/views.ts` → `modules/roster`; the part of the house that a path belongs to. */
function roomOf(path: string): string {
  const [top, second, third] = path.split('/')
  if (top !== 'cloudfunctions') return top!
  return second === 'modules' ? `modules/${third}` : second!
}
const isOwn = ({ to }: Import): boolean => folders.includes(to.split('/')[0]!)
const told = (found: Import[]): string[] => found.map(({ from, to }) => `${from} → ${to}`)

describe('imports run one way', () => {
  const entries = ['api', 'jobs', 'sheets']
  const base = ['platform', 'regulations', 'types']
  const mayImport = (room: string): string[] => {
    if (room === 'src') return ['src', 'types']
    if (room === 'types' || room === 'local-cloud') return [room]
    if (room === 'regulations') return ['regulations', 'types']
    if (room === 'platform') return base
    if (room === 'services') return ['services', ...base]
    if (room.startsWith('modules/')) return [room, 'services', ...base]
    return [room, 'services', ...base]
  }

  test('each room imports only what stands below it, and modules never import one another', () => {
    const wrong = imports.filter(isOwn).filter(({ from, to }) => {
      const room = roomOf(from)
      if (room === 'config' || room === 'tests') return false
      if (entries.includes(room) && roomOf(to).startsWith('modules/')) return false
      return !mayImport(room).includes(roomOf(to))
    })
    expect(told(wrong)).toEqual([])
  })

  test('rules judge from types and regulations alone', () => {
    const rules = imports.filter(({ from }) => /^cloudfunctions\/modules\/[^/]+\/(?:.+-)?rules\.ts$/.test(from))
    const wrong = rules.filter(({ to, typeOnly }) => !/^(types|cloudfunctions\/regulations)\//.test(to) && !(typeOnly && to === 'cloudfunctions/platform/documents'))
    expect(told(wrong)).toEqual([])
  })

  test('a page of one module never imports a page of another', () => {
    const module = (path: string) => /^src\/pages\/([^/]+)\//.exec(path)?.[1]
    const wrong = imports.filter(({ from, to }) => module(from) && module(to) && module(from) !== module(to))
    expect(told(wrong)).toEqual([])
  })

  test('components call nothing', () => {
    const wrong = imports.filter(({ from, to }) => from.startsWith('src/components/') && to === 'src/services/cloud')
    expect(told(wrong)).toEqual([])
  })

  test('the local cloud knows nothing of the product', () => {
    const named = filesBelow('local-cloud', '.ts', '.cjs').filter(path => /zhibu|支部|党|\b(roster|activities|notices|appeals)\b/i.test(textOf(path)))
    expect(named).toEqual([])
  })
})

test('zod is imported in one file', () => {
  expect([...new Set(imports.filter(({ to }) => to === 'zod' || to.startsWith('zod/')).map(({ from }) => from))]).toEqual(['types/contracts/zod.ts'])
})

describe('looks', () => {
  const colour = /#[0-9a-f]{3,8}\b(?![\w-])|\b(?:rgba?|hsla?)\(/gi
  const size = /(?<![\w.#-])(?!0\b)\d*\.?\d+(?:px|rpx|rem)\b/g
  const without = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

  test('only tokens.scss has a colour or a raw size', () => {
    const wrong = filesBelow('src', '.scss').filter(path => path !== 'src/styles/tokens.scss')
      .flatMap(path => [...without(textOf(path)).matchAll(colour), ...without(textOf(path)).matchAll(size)].map(([found]) => `${path}: ${found}`))
    expect(wrong).toEqual([])
  })

  test('no page or component has one either', () => {
    const wrong = filesBelow('src', '.tsx').flatMap(path => [...without(textOf(path)).matchAll(/['"`](#[0-9a-f]{3,8})['"`]|['"`]\d+r?px['"`]/gi)].map(([found]) => `${path}: ${found}`))
    expect(wrong).toEqual([])
  })
})

test('no file is longer than 300 lines', () => {
  const long = [...all, ...filesBelow('src', '.scss')].map(path => ({ path, lines: textOf(path).split('\n').length - 1 })).filter(({ lines }) => lines > 300)
  expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
})

describe('what a person reads', () => {
  // Names of formats, standards and units that Chinese screens write so, and the letters of a date's pattern.
  const allowed = /\.?\b(?:xlsx|xls|csv|xlsm|wps|et|ods|jpg|png|pdf|MB|KB|UTF-8|GB18030|GBK|GB|Excel|WPS|YYYY|MM|DD|HH)\b/gi
  const chinese = /[\u4e00-\u9fff]/
  const latin = /[A-Za-z]{2,}/
  const strange = (text: string): boolean => latin.test(text.replace(/\{\w+\}/g, '').replace(allowed, ''))

  test('the interface has no untranslated English and no ids', () => {
    const wrong = filesBelow('src', '.tsx', '.ts').flatMap(wordsOf)
      .filter(({ text, shownAsIs }) => (shownAsIs || chinese.test(text)) && strange(text))
    expect(wrong.map(({ path, line, text }) => `${path}:${line} ${text}`)).toEqual([])
  })

  test('no sentence of the functions has any either', () => {
    const wrong = ['types', 'cloudfunctions'].flatMap(folder => filesBelow(folder, '.ts')).flatMap(wordsOf)
      .filter(({ text }) => chinese.test(text) && strange(text))
    expect(wrong.map(({ path, line, text }) => `${path}:${line} ${text}`)).toEqual([])
  })

  test('every error has a sentence of its own in Chinese', async () => {
    const { errorText } = await import('../types/contracts/errors')
    const silentCodes = Object.entries(errorText).filter(([, text]) => !chinese.test(text) && !/^\{\w+\}$/.test(text)).map(([key]) => key)
    expect(silentCodes).toEqual([])
    expect(new Set(Object.values(errorText).filter(text => chinese.test(text))).size).toBe(Object.values(errorText).filter(text => chinese.test(text)).length)
  })
})

describe('documents name what exists', () => {
  const scripts = (JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts
  const documents = ['README.md', 'docs/handbook.md']
  const found = (text: string, pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))]
  const missing = (names: string[], from = ''): string[] => names.filter(name => !existsSync(join(root, from, name)))

  test.each(documents)('%s: its commands', path => {
    const commands = [...found(textOf(path), /\bnpm run (?:--silent )?([a-z][\w-]*)/g), ...found(textOf(path), /\bnpm (start|test)\b/g)]
    expect(commands.filter(name => !scripts[name])).toEqual([])
  })

  test.each(documents)('%s: its paths, in words and in code', path => {
    const text = textOf(path)
    const paths = found(text, /(?<![\w/.-])((?:src|types|cloudfunctions|local-cloud|config|tests|docs|\.ci)\/[\w./-]*[\w/])/g)
    const settings = found(text, /`([\w-]+(?:\.[\w-]+)*\.(?:json|md))`/g).map(name => (existsSync(join(root, name)) ? name : `config/${name}`))
    expect(missing([...paths, ...settings])).toEqual([])
  })

  test('the tree of the house', () => {
    const [, tree] = /```\n(src\/[\s\S]+?)```/.exec(textOf('README.md'))!
    let top = ''
    const folders = [...tree!.matchAll(/^( *)([\w-]+\/)/gm)].map(([, indent, name]) => (indent === '' ? (top = name!) : `${top}${name}`))
    expect(folders.length).toBeGreaterThan(15)
    expect(missing(folders)).toEqual([])
  })

  test.each(documents)('%s: its links and pictures', path => {
    const text = textOf(path)
    const targets = [...found(text, /\]\(([^)#\s]+)[^)]*\)/g), ...found(text, /\b(?:src|href)="([^"#]+)"/g)].filter(target => !/^https?:/.test(target))
    expect(missing(targets, dirname(path))).toEqual([])
    // As GitHub makes anchors: lower case, without punctuation, blanks as dashes.
    const anchors = found(text, /^#+ (.+)$/gm).map(heading => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-'))
    expect(found(text, /\]\(#([^)]+)\)/g).filter(anchor => !anchors.includes(anchor))).toEqual([])
    expect([...text.matchAll(/<img\b(?![^>]*\balt="[^"]+")[^>]*>/g)].map(([image]) => image)).toEqual([])
  })

  test('every picture is shown somewhere', () => {
    const texts = documents.map(textOf).join('\n')
    expect(filesBelow('docs/images').filter(picture => !texts.includes(picture.replace('docs/', '')))).toEqual([])
  })
})

describe('what is delivered', () => {
  test('no bundle for WeChat knows a header identity or a loopback address', () => {
    const files = filesBelow('dist/weapp')
    expect(files.length).toBeGreaterThan(10)
    const wrong = files.filter(path => /x-wx-openid|127\.0\.0\.1|localhost/i.test(textOf(path)))
    expect(wrong).toEqual([])
  })

  test('the settings name each function that is built, and no secret', () => {
    const settings = JSON.parse(textOf('config/cloudbaserc.json')) as { functionRoot: string; functions: { name: string; envVariables: Record<string, string> }[] }
    expect(settings.functions.map(({ name }) => name).sort()).toEqual(['api', 'jobs', 'sheets'])
    for (const { name, envVariables } of settings.functions) {
      expect(existsSync(join(root, settings.functionRoot, name, 'index.js'))).toBe(true)
      expect(Object.values(envVariables).filter(value => !/^\{\{env\.\w+\}\}$/.test(value))).toEqual([])
    }
  })

  test('WeChat is told every open interface that a function uses', () => {
    for (const name of ['api', 'jobs', 'sheets']) {
      // What is bundled is what it may call: names of properties stay as they are written.
      const used = [...textOf(`dist/cloudfunctions/${name}/index.js`).matchAll(/\.openapi\.(\w+\.\w+)\(/g)].map(([, one]) => one!)
      const { permissions } = JSON.parse(textOf(`dist/cloudfunctions/${name}/config.json`)) as { permissions: { openapi: string[] } }
      expect([name, ...[...permissions.openapi].sort()]).toEqual([name, ...[...new Set(used)].sort()])
    }
  })

  test('npm run contracts prints the list and nothing else', () => {
    const printed = execFileSync('npm', ['run', 'contracts'], { cwd: root, encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 32 * 1024 * 1024 })
    const list = JSON.parse(printed) as { name: string; access: string; kind: string; input: object; output: object }[]
    expect(list.length).toBeGreaterThan(60)
    for (const action of list) expect(action).toEqual({ name: expect.any(String), access: expect.any(String), kind: expect.stringMatching(/^(read|write)$/), runs: expect.stringMatching(/^(api|sheets)$/), input: expect.any(Object), output: expect.any(Object) })
  })
})

test('the top level holds what was agreed and nothing else', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
  const agreed = ['src', 'cloudfunctions', 'config', 'types', 'tests', 'local-cloud', 'docs', 'project.config.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'README.md']
  expect([...new Set(tracked.map(path => path.split('/')[0]!))].filter(name => !agreed.includes(name) && !name.startsWith('.'))).toEqual([])
})

test('packages are pinned', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
  expect(loose).toEqual([])
})
