/** The first page of a roster with 50, 5,000 and 50,000 members in the tree, and a subtree of 10,000 carried to another superior. */
import { call, operationsOf, START, startApi, stopApi } from '../../tests/support/api'
import { examinedBy } from '../../tests/support/crowd'
import { makeWorld } from '../../tests/support/world'
import type { Figure } from './report'

const PAGE = 20
const BRANCH = 1000
const SIZES = [50, 5000, 50_000]

export async function measureTree(): Promise<Figure[]> {
  await startApi()
  const figures: Figure[] = []
  try {
    const world = await makeWorld('tree')
    const { db, read } = await import('../../cloudfunctions/platform/database')
    const template = (await read('members', world.unbound.memberId))!
    const branch = (await read('organisations', world.otherBranchId))!
    const general = (await call(world.founder.openid, 'organisations.create', { parentId: world.committeeId, name: '示例系党总支', kind: 'generalBranch' })).organisationId
    const path = `/${world.committeeId}/${general}/`
    let people = 0
    // The first fifty are the secretary's own; the others stand in branches of a thousand below a general branch.
    const add = async (organisationId: string, organisationPath: string, count: number): Promise<void> => {
      for (let from = 0; from < count; from += 500) {
        await db.collection('members').add(Array.from({ length: Math.min(500, count - from) }, () => ({ ...template, _id: `tree${people++}`, sortKey: `shili${String(people).padStart(6, '0')}`, organisationId, path: organisationPath, idHash: null })))
      }
    }
    for (const size of SIZES) {
      if (people === 0) await add(world.branchId, template.path, size)
      else {
        for (let n = 0; people < size; n++) {
          const id = `bench-${size}-${n}`
          await db.collection('organisations').add({ ...branch, _id: id, name: id, nameKey: id, parentId: general, path: `${path}${id}/`, holders: {}, searchKeys: [id] })
          await add(id, `${path}${id}/`, Math.min(BRANCH, size - people))
        }
      }
      let page: unknown
      let operations = 0
      const examined = await examinedBy(async () => { operations = await operationsOf(async () => { page = await call(world.secretary.openid, 'roster.list', { limit: PAGE }) }) })
      const among = `${size.toLocaleString('en')} members`
      figures.push(
        { name: `roster, first page, ${among}`, value: operations, unit: 'ops', baseline: { name: 'to tell who calls', value: 1 }, budget: { atMost: 4, of: 'value' } },
        { name: `roster, first page, ${among}, reply`, value: Buffer.byteLength(JSON.stringify(page)) / 1024, unit: 'KB', budget: { atMost: 20, of: 'value' } },
        // One line more than the page is asked for, and the caller's access is a document as well.
        { name: `roster, first page, ${among}, examined`, value: examined, unit: 'documents', baseline: { name: 'a page and one', value: PAGE + 1 }, budget: { atMost: 2, of: 'ratio' } },
      )
    }
    figures.push(await carrying(world.committeeId, world.founder.openid, general))
  } finally {
    await stopApi()
  }
  return figures
}

/** Milliseconds to carry ten branches of a thousand people, against writing as many documents by one update of each branch. */
async function carrying(committeeId: string, openid: string, general: string): Promise<Figure> {
  const { db, find, read } = await import('../../cloudfunctions/platform/database')
  const { beginMove, carryOn } = await import('../../cloudfunctions/modules/organisations/moves')
  const [from, to] = [(await call(openid, 'organisations.create', { parentId: committeeId, name: '甲系党总支', kind: 'generalBranch' })).organisationId, (await call(openid, 'organisations.create', { parentId: committeeId, name: '乙系党委', kind: 'committee' })).organisationId]
  const some = await find('organisations', { parentId: general }, { limit: 10 })
  for (const one of some) {
    const path = `/${committeeId}/${from}/${one._id}/`
    await db.collection('organisations').doc(one._id).update({ parentId: from, path })
    await db.collection('members').where({ organisationId: one._id }).update({ path })
  }
  const began = performance.now()
  for (const one of some) await db.collection('members').where({ organisationId: one._id }).update({ remark: 'bare' })
  const bare = performance.now() - began
  await beginMove('bench', (await read('organisations', from))!, (await read('organisations', to))!, 'bench', START)
  const started = performance.now()
  const state = await carryOn('bench', START, new Date(Date.now() + 600_000))
  if (state !== 'copying') throw new Error(`the move stands at ${state}`)
  return { name: `a subtree of ${(some.length * BRANCH).toLocaleString('en')} members is carried`, value: performance.now() - started, unit: 'ms', baseline: { name: 'one bare update of each branch', value: bare }, budget: { atMost: 10, of: 'ratio' } }
}
