import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { sensitiveItems } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { whenText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { param } from '../../../services/nav'
import { ask, said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import css from './index.module.scss'

type Look = OutputOf<'privacy.looks'>['items'][number]
type Run = OutputOf<'privacy.looksOf'>['unusual'][number]

/** 谁看过资料: the own, or what was opened in an organisation and by its officers. */
export default function DossierLooksPage() {
  const id = param(useRouter().params, 'id')
  return id ? <OfOrganisation organisationId={id} /> : <Mine />
}

/** 手机号、家庭住址 */
const named = ({ items }: Look): string => items.map((item) => sensitiveItems[item]).join('、')

function Mine() {
  const list = useList('privacy.looks', { limit: 20 })
  return (
    <Page query={{ data: list.page, error: list.error, loading: list.loading, reload: list.reload }}>
      {() => (
        <View>
          <Text className={css.lead}>手机号、固定电话、家庭住址加密保存，平时遮住。有人看了全号，或导出的表里有它们，都记在这里，谁也删不掉。</Text>
          {list.items.length === 0 ? <EmptyState title="还没有人看过" hint="有人查看或导出，这里会写明谁、什么时候、为什么。" /> : (
            <List title="最近的在前">{list.items.map((look) => <Cell key={look.id} title={`${look.byName} ${look.what}`} hint={<Lines look={look} />} />)}</List>
          )}
          <ListEnd list={list} />
        </View>
      )}
    </Page>
  )
}

function Lines({ look, subject }: { look: Look; subject?: string }) {
  return (
    <View>
      <View>{subject ? `${subject}的${named(look)}` : named(look)}{look.reason ? `。原因：${look.reason}` : ''}</View>
      <View>{whenText(look.at)} · {look.organisationName}</View>
    </View>
  )
}

function OfOrganisation({ organisationId }: { organisationId: string }) {
  const list = useList('privacy.looksOf', { organisationId, limit: 20 })
  const sensitive = useSensitive()
  const settle = useAction('privacy.settle', { guard: sensitive.guard })
  const deal = async (run: Run, lift: boolean): Promise<void> => {
    const question = lift ? { title: `让${run.byName}同志马上能用？`, text: '请先向本人核实过。解除后这次记录仍然保留。', ok: '解除' } : { title: '已经核实？', text: `限制到${whenText(run.until)}自动解除，提醒从待办里去掉，记录保留。`, ok: '已核实' }
    if (!(await ask(question)) || !(await settle.run({ unusualId: run.id, lift }))) return
    said(lift ? '已解除' : '已记下')
    await list.reload()
  }
  return (
    <Page query={{ data: list.page, error: list.error, loading: list.loading, reload: list.reload }} over={sensitive.sheet}>
      {(page) => (
        <View>
          <Text className={css.lead}>{page.organisationName}的同志被查看过的联系方式，和本组织的负责人查看过的。只记谁看了哪一项，不记内容。导出名册的记录在“导出”里。</Text>
          {page.unusual.map((run) => <RunCard key={run.id} run={run} busy={settle.busy} onDeal={(lift) => void deal(run, lift)} />)}
          {list.items.length === 0 ? <EmptyState title="还没有人查看过" hint="在花名册里点开一位同志，点“查看全号”，写明原因，就会记在这里。" /> : (
            <List title="最近的在前">{list.items.map((look) => <Cell key={look.id} title={`${look.byName} ${look.what}`} hint={<Lines look={look} subject={look.subjectName} />} />)}</List>
          )}
          <ListEnd list={list} />
        </View>
      )}
    </Page>
  )
}

function RunCard({ run, busy, onDeal }: { run: Run; busy: boolean; onDeal: (lift: boolean) => void }) {
  const text = run.kind === 'reveals' ? `一小时内查看了${run.count}次联系方式，已暂停查看，到${whenText(run.until)}。` : `一小时内试着打开${run.count}条不能看的记录，都没有打开。账号已暂停，到${whenText(run.until)}。`
  return (
    <Card title={`请核实：${run.byName}同志`}>
      <Text className={css.text}>{text}{whenText(run.at)}发生。可能是工作需要，也可能是账号被别人拿着，请当面或打电话问本人。</Text>
      <View className={css.acts}>
        <Button small kind="plain" text="已核实" label={`${run.byName}：已核实`} disabled={busy || !run.can.settle} reason={run.why.settle} onTap={() => onDeal(false)} />
        {run.can.settle ? <Button small kind="plain" text="核实无误，解除限制" label={`${run.byName}：核实无误，解除限制`} disabled={busy} onTap={() => onDeal(true)} /> : null}
      </View>
    </Card>
  )
}
