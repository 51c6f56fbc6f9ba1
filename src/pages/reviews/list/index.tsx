import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { reviewStates } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { SwitchField, TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { agoText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open } from '../../../services/nav'
import { useSession } from '../../../services/session'
import { StateTag } from '../state'
import css from '../../../styles/ballots.module.scss'

/** 民主评议: every year's review of the branch. */
export default function ReviewListPage() {
  const session = useSession()
  const list = useList('reviews.list', { limit: 20 })
  const [making, setMaking] = useState(false)
  const leads = session?.can.createActivity ?? false
  const footer = leads ? <FooterBar><Button text="准备民主评议" onTap={() => setMaking(true)} /></FooterBar> : null
  return (
    <Page query={{ data: list.page, error: list.error, loading: list.loading, reload: list.reload }} footer={footer} over={<NewSheet open={making} last={list.items.find(({ state }) => state === 'closed' || state === 'published')?.year ?? null} onClose={() => setMaking(false)} />}>
      {() => (
        <View>
          {list.items.length > 0 ? (
            <List>
              {list.items.map((review) => (
                <Cell key={review.id} title={review.title} hint={<View className={css.hint}><StateTag state={review.state} /><Text>{agoText(review.at)}</Text></View>} label={`${review.title}，${reviewStates[review.state]}`} onTap={() => open('/pages/reviews/detail/index', { id: review.id })} />
              ))}
            </List>
          ) : list.loading ? null : <EmptyState title="还没有民主评议" hint={leads ? '每年一次。从名册自动列出被评议的正式党员，党员互评和群众测评都不记名。' : '支部准备民主评议时，这里会出现一条。'} />}
          <ListEnd list={list} />
        </View>
      )}
    </Page>
  )
}

/** `last`: the year of the last review that was counted. */
function NewSheet({ open: shown, last, onClose }: { open: boolean; last: number | null; onClose: () => void }) {
  const thisYear = new Date().getFullYear()
  const [year, setYear] = useState(String(thisYear))
  const [copy, setCopy] = useState(true)
  const create = useAction('reviews.create')
  const wrong = /^20\d\d$/.test(year) ? null : '请写四位数的年份'
  const go = async (): Promise<void> => {
    const made = await create.run({ year: Number(year), title: `${year}年度民主评议党员`, ...(copy && last !== null ? { copy } : {}) })
    if (!made) return
    onClose()
    open('/pages/reviews/detail/index', { id: made.reviewId })
  }
  return (
    <Sheet open={shown} title="准备民主评议" onClose={onClose} footer={<Button text="开始准备" busy={create.busy} disabled={wrong !== null} onTap={() => void go()} />}>
      <TextField label="评议哪一年" keyboard="number" value={year} onChange={setYear} max={4} error={wrong} hint="名册上的正式党员都会列为被评议人，预备党员参加评议、不定等次" />
      {last === null ? null : <List><SwitchField label={`照${last}年的设置`} hint="分组、评议谁、等次、权重都照搬，可以再改；名单和人数重新填" value={copy} onChange={setCopy} /></List>}
    </Sheet>
  )
}
