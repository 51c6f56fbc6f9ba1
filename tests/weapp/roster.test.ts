/** A branch's own spreadsheet on the secretary's phone: chosen from a chat, tried, confirmed, looked at, taken back. */
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
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }
const sheet = (rows: string[]): { name: string; bytes: Buffer } => ({ name: '党员基本信息汇总表.csv', bytes: Buffer.from(`\ufeff姓名,公民身份证号,人员类别,加入党组织日期,手机号,爱好\n${rows.join('\n')}\n`) })

test('import: tried, confirmed, in the roster, undone', async () => {
  const app = await asSecretary('pages/roster/import/index')
  app.phone.chosen = [sheet(['周雨桐,990101200503010014,正式党员,2024年6月1日,19900001001,', '吴昊,990101200411150021,正式党员,20240601,19900001002,'])]
  await app.tap('选择表格文件')
  await app.waitFor('还没有改动名册')
  expect(app.page.route).toBe('pages/roster/import-detail/index')
  expect(app.text()).toMatch(/第3行 吴昊/)
  expect(app.text()).toContain('不能导入')
  await app.tap('看看读了哪些列')
  expect(app.text()).toMatch(/没有读、也不保存的列：F 爱好/)
  await app.tap('新增1')
  await app.waitFor('周雨桐')
  expect(app.text()).not.toContain('990101200503010014')
  await app.tap('确认导入')
  expect(app.text()).toContain('有问题的1人不会写入')
  await app.tap('导入')
  await app.waitFor('已把1人写进名册')
  await app.tap('去花名册看看')
  await app.waitFor('周雨桐')
  await app.back()
  await app.navigate(`/pages/roster/import/index?id=${branch.organisationId}`)
  await app.tap('党员基本信息汇总表.csv')
  await app.waitFor('撤销这次导入')
  await app.tap('撤销这次导入')
  await app.tap('撤销')
  await app.waitFor('已撤销，名册回到了导入以前的样子')
  sound(app)
})

test('a sheet whose header is not understood: its columns are told once, and it is read', async () => {
  const app = await asSecretary('pages/roster/import/index')
  app.phone.chosen = [{ name: '通讯录.csv', bytes: Buffer.from('\ufeff称呼,类,呼号\n郑一鸣,正式党员,19900001005\n') }]
  await app.tap('选择表格文件')
  await app.tap('自己对应各列')
  await app.waitFor('郑一鸣')
  expect(app.text()).toContain('还没有指出哪一列是姓名')
  expect(app.text()).not.toContain('19900001005')
  for (const [column, item] of [['A列 称呼，不导入', '姓名'], ['B列 类，不导入', '人员类别'], ['C列 呼号，不导入', '手机号']] as const) {
    await app.tap(column)
    await app.tap(item)
  }
  await app.tap('按这样读取')
  await app.waitFor('还没有改动名册')
  expect(app.text()).toContain('认出3列')
  await app.tap('放弃')
  await app.tap('放弃')
  await app.waitFor('已放弃')
  sound(app)
})

test('the same roster again changes nothing; what is no roster says what to do', async () => {
  const app = await asSecretary('pages/roster/import/index')
  app.phone.chosen = [{ name: '合影.xlsx', bytes: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') }]
  await app.tap('选择表格文件')
  await app.waitFor('这不是表格文件')
  app.phone.chosen = []
  await app.tap('选择表格文件')
  expect(app.page.route).toBe('pages/roster/import/index')
  sound(app)
})

test('search and filters; a person is added, changed while another changes it, taken off and brought back', async () => {
  const app = await asSecretary('pages/roster/list/index')
  await app.waitFor('共4人')
  await app.tap('预备')
  await app.waitFor('符合的1人')
  await app.tap('预备')
  await app.input('姓名、拼音、首字母或学号', 'lxm')
  await app.waitFor('符合的1人')
  expect(app.text()).toContain('李晓梅')
  await app.tap('李晓梅')
  await app.waitFor('还缺')
  const { memberId } = branch.members[1]!
  await app.tap('修改信息')
  await app.waitFor('只保存加密的核对值和末四位')
  await app.input('班级', '计算机2301班')
  const { version } = await product.call(branch.secretary, 'roster.get', { memberId })
  await product.call(branch.secretary, 'roster.update', { memberId, version, changes: { studentNumber: '20230102' } })
  await app.tap('保存')
  await app.waitFor('刚才有人改动了这条记录')
  await app.tap('读取最新')
  await app.tap('保存')
  await app.waitFor('计算机2301班')
  expect(app.text()).toContain('20230102')
  await app.tap('移出名册')
  await app.tap('毕业离校')
  await app.tap('移出名册', { near: '先不办' })
  await app.waitFor('已移出名册')
  await app.tap('恢复到名册')
  await app.tap('恢复')
  await app.waitFor('修改信息')
  sound(app)
})

test('a new person: what is wrong stands at its field, then it is in the roster', async () => {
  const app = await asSecretary(`pages/roster/edit/index?organisation=${branch.organisationId}`)
  await app.tap('添加到名册')
  await app.waitFor('请填写姓名')
  await app.input('姓名', '郑佳怡')
  await app.pick('人员类别', '预备党员')
  await app.input('身份证号', '990101200411150021')
  await app.tap('添加到名册')
  await app.waitFor('与最后一位校验码对不上')
  await app.tap('知道了')
  expect(app.text()).toContain('请对照证件改正')
  await app.input('身份证号', '990101200411150028')
  await app.tap('添加到名册')
  await app.waitFor('末四位 0028')
  expect(app.page.route).toBe('pages/roster/person/index')
  expect(app.text()).toContain('未加入')
  expect(app.text()).toContain('2004年11月15日')
  sound(app)
})
