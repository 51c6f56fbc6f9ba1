import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { Activity, People } from '../../../../types/contracts/activities'
import { Button } from '../../../components/button'
import { List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { SearchBar } from '../../../components/search'
import { Segmented } from '../../../components/segmented'
import { Tap } from '../../../components/tap'
import { offered, reasonOf } from '../../../services/abilities'
import { aria } from '../../../services/aria'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { useShown } from '../../../services/shown'
import { useTicks } from '../../../services/ticks'
import { countsOf, partOf, parts, peopleOf, type Part, type Person } from './lists'
import { PersonSheet } from './person-sheet'
import { PersonRow } from './row'
import { useWork } from './use-people'
import css from './index.module.scss'

const keys = Object.keys(parts) as Part[]
const empty: Record<Part, { title: string; hint?: string }> = {
  going: { title: '还没有人报名', hint: '把活动发到群里，或在“未报名”里代为报名。' },
  waiting: { title: '没有人候补' },
  leave: { title: '没有人请假' },
  none: { title: '大家都已报名或请假' },
}

/** Everybody of the branch by where they stand with an activity; names are ticked here to check people in by hand. */
export default function ActivityPeoplePage() {
  const id = param(useRouter().params, 'id')
  const activity = useQuery('activities.get', { activityId: id })
  const people = useQuery('activities.people', { activityId: id })
  const work = useWork(id, people)
  const [part, setPart] = useState<Part>('going')
  const [words, setWords] = useState('')
  const [opened, setOpened] = useState<string | null>(null)
  const ticks = useTicks()
  const ticked = ticks.ids

  const items = people.data?.items ?? []
  const matching = peopleOf(items, part, words)
  const shown = useShown(matching, `${part} ${words}`)
  const counts = countsOf(items)
  const both = { data: activity.data && people.data ? { activity: activity.data, people: people.data } : null, error: people.error ?? activity.error, loading: people.loading || activity.loading, reload: async () => { await Promise.all([activity.reload(), people.reload()]) } }

  const tap = (person: Person): void => {
    if (ticked === null) setOpened(person.memberId)
    else ticks.toggle(person.memberId)
  }
  const register = async (memberIds: string[], present: boolean): Promise<void> => {
    if (!(await work.tick(memberIds, present))) return
    ticks.stop()
    setOpened(null)
    if (!present) said('签到已撤销')
  }

  const footer = activity.data && offered(activity.data, 'runCheckIn') ? (
    <View className={css.dock}>
      {work.justTicked.length > 0 && ticked === null ? (
        <View className={css.note} {...aria({ role: 'alert' })}>
          <Text className={css.noteText}>已为{work.justTicked.length}人签到</Text>
          <Tap className={css.undo} label="撤销刚才的签到" onTap={() => void register(work.justTicked, false)}>撤销</Tap>
        </View>
      ) : null}
      <FooterBar>
        {ticked === null
          ? <Button text="点名代签到" reason={reasonOf(activity.data, 'runCheckIn')} onTap={ticks.start} />
          : <><Button text="取消" kind="plain" onTap={ticks.stop} /><Button text={ticked.length > 0 ? `签到${ticked.length}人` : '签到'} disabled={ticked.length === 0} busy={work.busy} onTap={() => void register(ticked, true)} /></>}
      </FooterBar>
    </View>
  ) : null
  const over = activity.data ? (
    <PersonSheet
      person={items.find((person) => person.memberId === opened) ?? null} activity={activity.data} busy={work.busy} onClose={() => setOpened(null)}
      onTick={(person, present) => void register([person.memberId], present)}
      onSignUp={(person, going) => void work.signUpFor(person, going).then((done) => { if (done) setOpened(null) })}
    />
  ) : null
  const goers = items.filter((person) => partOf(person) === 'going' && !person.checkedInAt).map((person) => person.memberId)

  return (
    <Page query={both} footer={footer} over={over}>
      {(data) => (
        <>
          <Summary activity={data.activity} people={data.people} />
          <Segmented items={keys.map((key) => ({ key, text: `${parts[key]}${counts[key]}` }))} chosen={part} onChoose={setPart} />
          <SearchBar placeholder="按姓名查找" onSearch={setWords} />
          {matching.length === 0 ? (
            words ? <EmptyState title={`“${parts[part]}”里没有“${words}”`} /> : <EmptyState {...empty[part]} />
          ) : (
            <List
              title={ticked === null ? undefined : '勾选到场的同志'}
              action={ticked !== null && part === 'going' && goers.length > 0 ? { text: goers.every(ticks.has) ? '全不选' : '全选', onTap: () => ticks.toggleAll(goers) } : undefined}
            >
              {shown.items.map((person) => <PersonRow key={person.memberId} person={person} onTap={tap} ticked={ticks.has(person.memberId)} />)}
            </List>
          )}
          <ListEnd list={{ items: shown.items, more: shown.more, loading: false, error: null, loadMore: async () => shown.showMore() }} />
        </>
      )}
    </Page>
  )
}

/** How many come, have arrived and bring guests. */
function Summary({ activity, people }: { activity: Activity; people: People }) {
  const { going, checkedIn, guests } = countsOf(people.items)
  const places = people.capacity === null ? `已报名${going}人` : `已报名${going}人，名额${people.capacity}人`
  return (
    <View className={css.summary}>
      <View className={css.title}>{activity.title}</View>
      <Text>{places}{guests > 0 ? `，另带${guests}人` : ''}，已签到{checkedIn}人</Text>
    </View>
  )
}
