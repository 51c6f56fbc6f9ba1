/** A sheet from the committee to a branch and back, on both officers' phones. */
import * as XLSX from '@e965/xlsx'
import { newFoundingCode, storeFoundingCode } from '../../config/founding'
import { draftCollection } from '../support/furnish-collections'
import { launchApp, type App } from '../support/weapp'
import { startProduct, type Product } from '../support/weapp/cloud'
import { dynamicCode } from '../support/world'

jest.setTimeout(60_000)
let product: Product
const [above, below] = ['o-above', 'o-below']
let committeeId: string
let branchId: string
beforeAll(async () => {
  product = await startProduct()
  const code = newFoundingCode()
  await storeFoundingCode(code)
  committeeId = (await product.call(above, 'organisations.found', { code, organisationName: '示例大学党委', kind: 'committee', name: '周明远' })).organisationId
  const { secret } = await product.call(above, 'session.enrolFactor', {})
  await product.call(above, 'session.activateFactor', { code: await dynamicCode(secret) })
  branchId = (await product.call(above, 'organisations.create', { parentId: committeeId, name: '示例第一党支部', kind: 'branch' })).organisationId
  const { memberId } = await product.call(above, 'roster.add', { organisationId: branchId, name: '王建国', standing: 'full', sex: '1', birthday: '1990-01-02', joinedOn: '2012-05-01', studentNumber: '2008001', phone: '19900000001', address: '示例路1号' })
  await product.call(below, 'binding.accept', { code: (await product.call(above, 'binding.invite', { memberId })).code })
  await product.call(above, 'posts.appoint', { organisationId: branchId, memberId, post: 'secretary' })
  const { items } = await product.call(above, 'posts.list', { organisationId: branchId })
  if (items[0]!.state === 'pending') await product.call(above, 'posts.confirm', { postId: items[0]!.id })
})
afterAll(() => product?.close())

const as = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })

test('sent, filled in at a tap from the home page, confirmed, sent back, confirmed again, and one workbook comes out', async () => {
  const draft = await draftCollection(product.call.bind(product), async (openid, fileName, bytes) => {
    const { uploadId, cloudPath } = await product.call(openid, 'files.issueUpload', { purpose: 'template', fileName, size: bytes.length })
    return { uploadId, fileId: await product.upload(openid, cloudPath, bytes) }
  }, above, committeeId)
  const officer = await as(above, `pages/collections/list/index?id=${committeeId}`)
  await officer.waitFor('还没有发出')
  await officer.tap(draft.title)
  await officer.waitFor('要填的列')
  expect(officer.isDisabled('发出')).toBe(false)
  await officer.tap('发出')
  await officer.tap('发出')
  await officer.waitFor('1个支部，0个已确认')
  expect(officer.page.route).toBe('pages/collections/task/index')

  const secretary = await as(below, 'pages/home/index')
  await secretary.waitFor(draft.title)
  await secretary.tap(draft.title)
  await secretary.waitFor('空缺1处，其中必填1处')
  expect(secretary.text()).toContain('199****0001')
  expect(secretary.text()).toContain('1990年1月2日')
  await secretary.tap('王建国')
  await secretary.waitFor('公民身份证号（缺）')
  await secretary.input('公民身份证号（缺）', '990101199001020011')
  await secretary.tap('填好')
  // A number that cannot be right is told at once, and nothing is lost.
  await secretary.waitFor('身份证号与最后一位校验码对不上')
  const { checkCharacterOf } = await import('../../cloudfunctions/regulations/roster-rules')
  await secretary.input('公民身份证号（缺）', `99010119900102001${checkCharacterOf('99010119900102001')}`)
  await secretary.tap('填好')
  await secretary.waitFor('没有空缺')
  await secretary.tap('确认')
  await secretary.tap('确认')
  await secretary.waitFor('撤回确认')

  await officer.pullDown()
  await officer.waitFor('1个支部，1个已确认')
  await officer.tap('示例第一党支部')
  await officer.tap('退回')
  await officer.tap('人数与名册对不上')
  await officer.tap('退回')
  await officer.waitFor('1个支部，0个已确认')
  await secretary.pullDown()
  await secretary.waitFor('退回：人数与名册对不上')
  await secretary.tap('确认')
  await secretary.tap('确认')
  await secretary.waitFor('撤回确认')
  await officer.pullDown()
  await officer.tap('汇总前核对')
  await officer.waitFor('没有对不上的')
  await officer.back()
  await officer.tap('汇总下载')
  await officer.waitFor('周明远汇总过：1个支部，1人')
  const [, file] = [...officer.phone.files].find(([path]) => path.startsWith('wxfile://usr/'))!
  const book = XLSX.read(file.bytes)
  expect(XLSX.utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '', raw: false }).flat()).toEqual(expect.arrayContaining(['王建国', '19900000001', '示例路1号', '男']))
  await officer.tap('办结')
  await officer.tap('办结')
  await officer.waitFor('已办结')
  await secretary.pullDown()
  await secretary.waitFor('这次填报已办结，不能再改')
  expect([officer.errors, secretary.errors]).toEqual([[], []])
  officer.close()
  secretary.close()
})
