/** The roster as the official sheet on the secretary's phone: proved with the dynamic code, made, opened to be sent on, taken off again. */
import * as XLSX from '@e965/xlsx'
import { dynamicCode } from '../support/world'
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
})
afterAll(() => product?.close())

const asSecretary = (path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid: branch.secretary, path })
const sheets = (app: App) => [...app.phone.files].filter(([path]) => path.startsWith('wxfile://usr/'))

test('export: second factor, file, menu, record; nothing stays on the phone', async () => {
  const app = await asSecretary('pages/roster/list/index')
  await app.waitFor('共4人')
  await app.tap('导出花名册')
  await app.waitFor('一天后删除')
  expect(app.page.route).toBe('pages/roster/export/index')
  // Without a second factor the way to set one up is shown, and nothing is made.
  await app.tap('导出花名册')
  await app.waitFor('动态码')
  expect(sheets(app)).toEqual([])
  await app.tap('关闭')

  const { secret } = await product.call(branch.secretary, 'session.enrolFactor', {})
  await product.call(branch.secretary, 'session.activateFactor', { code: await dynamicCode(secret) })
  await app.tap('附上学号、班级、党小组')
  await app.tap('导出花名册')
  await app.waitFor('已导出4人')
  const [path, file] = sheets(app)[0]!
  expect(path).toMatch(/^wxfile:\/\/usr\/[^/]+_党员基本信息汇总表_\d{8}\.xlsx$/)
  expect(app.phone.asked.at(-1)).toMatchObject({ api: 'openDocument', options: { filePath: path, fileType: 'xlsx', showMenu: true } })
  const book = XLSX.read(file.bytes)
  const rows = XLSX.utils.sheet_to_json<(string | number)[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '' })
  expect(rows[3]!.slice(20)).toEqual(expect.arrayContaining(['学号', '班级', '党小组']))
  expect(rows.slice(4, -1).map((row) => row[1]).sort()).toEqual(expect.arrayContaining(branch.members.map(({ name }) => name).sort()))
  await app.waitFor('陈书记导出4人')
  await app.tap('再打开一次')
  await app.waitFor('已导出4人')
  expect(app.phone.asked.filter(({ api }) => api === 'openDocument')).toHaveLength(2)
  expect(app.calls.filter(({ action }) => action === 'exports.roster')).toHaveLength(2)
  await app.back()
  expect(sheets(app)).toEqual([])
  expect(app.errors).toEqual([])
  app.close()
})

test('only some of them: within the ten minutes nobody is asked again', async () => {
  const app = await asSecretary('pages/roster/export/index')
  await app.waitFor('一天后删除')
  await app.tap('预备')
  await app.tap('导出花名册')
  await app.waitFor('已导出1人')
  await app.waitFor('陈书记导出1人')
  expect(app.errors).toEqual([])
  app.close()
})
