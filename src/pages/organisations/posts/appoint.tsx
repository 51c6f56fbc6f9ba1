import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { posts as postLabels, type OrganisationKind, type Post } from '../../../../types/contracts/codes'
import type { RosterLine } from '../../../../types/contracts/roster'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { ChoiceField, SwitchField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { SearchBar } from '../../../components/search'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { useList } from '../../../services/list'
import { ask, said, tell } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import css from '../index.module.scss'

const options = (Object.keys(postLabels) as Post[]).map((key) => ({ key, text: postLabels[key] }))

interface Place { id: string; name: string; kind: OrganisationKind }

interface Props { organisation: Place; open: boolean; onClose: () => void; onDone: () => void }

/** Appoints somebody from the roster to a post. */
export function AppointSheet({ organisation, open, onClose, onDone }: Props) {
  const sensitive = useSensitive()
  const reminder = useRef<string | null>(null)
  const appoint = useAction('posts.appoint', {
    guard: sensitive.guard,
    onError: (error) => {
      if (error.code !== 'secretaryNew') return false
      reminder.current = error.message
      return true
    },
  })
  const [person, setPerson] = useState<RosterLine | null>(null)
  const [post, setPost] = useState<Post | null>(null)
  const [until, setUntil] = useState('')
  const [acting, setActing] = useState(false)
  useEffect(() => {
    if (!open) return
    setPerson(null)
    setPost(null)
    setUntil('')
    setActing(false)
  }, [open])

  const go = async (): Promise<void> => {
    if (!person || !post) return
    const asked = { organisationId: organisation.id, memberId: person.id, post, ...(until ? { until } : {}), ...(acting ? { acting } : {}) }
    // A reminder, not a ban: who has read it may appoint all the same.
    reminder.current = null
    let done = await appoint.run(asked)
    if (!done && reminder.current && (await ask({ title: '仍然任命？', text: reminder.current, ok: '任命' }))) done = await appoint.run({ ...asked, knowing: true })
    if (!done) return
    onClose()
    onDone()
    if (done.state === 'active') said('已任命')
    else await tell(done.state === 'unbound' ? '本人还没有在微信上加入。加入后，由另一位负责人确认，权限才生效。' : '由另一位负责人确认是本人后，权限生效。', '已任命')
  }
  return (
    <>
      <Sheet
        open={open} title={person ? `任命${person.name}同志` : '任命谁'} onClose={onClose}
        footer={person ? <><Button kind="plain" text="换一个人" onTap={() => setPerson(null)} /><Button text="任命" busy={appoint.busy} disabled={!post} onTap={() => void go()} /></> : null}
      >
        {person ? (
          <View>
            <ChoiceField label="职务" options={options} value={post} onChange={setPost} />
            <DayField label="任期至" optional value={until} onChange={setUntil} from={dayFromNow(1)} until={dayFromNow(365 * 6)} placeholder="不填就一直到免去" hint={acting ? '代理到这一天为止' : '支委会的职务到期以后照常履职，到换届为止，最长一年'} />
            <List><SwitchField label="代理" hint="职务空缺期间临时代理" value={acting} onChange={setActing} /></List>
          </View>
        ) : open ? (
          <Choose organisation={organisation} onChoose={setPerson} />
        ) : null}
      </Sheet>
      {sensitive.sheet}
    </>
  )
}

/** A person of the organisation itself or, above the branches, of one below it. */
function Choose({ organisation, onChoose }: { organisation: Place; onChoose: (person: RosterLine) => void }) {
  const [path, setPath] = useState<Place[]>([organisation])
  const at = path[path.length - 1] ?? organisation
  const above = path[path.length - 2]
  return (
    <View>
      {above ? <Button kind="quiet" text={`回到${above.name}`} onTap={() => setPath(path.slice(0, -1))} /> : null}
      {at.kind === 'branch' || at.kind === 'group' ? null : <Below key={at.id} id={at.id} onOpen={(place) => setPath([...path, place])} />}
      <People key={`${at.id}-people`} place={at} onChoose={onChoose} />
    </View>
  )
}

function Below({ id, onOpen }: { id: string; onOpen: (place: Place) => void }) {
  const list = useList('organisations.below', { organisationId: id, limit: 50 })
  if (list.items.length === 0) return null
  return (
    <List title="从下级组织里选">
      {list.items.map((place) => <Cell key={place.id} title={place.name} onTap={() => onOpen(place)} />)}
    </List>
  )
}

function People({ place, onChoose }: { place: Place; onChoose: (person: RosterLine) => void }) {
  const [search, setSearch] = useState('')
  const list = useList('roster.list', { organisationId: place.id, limit: 20, ...(search ? { search } : {}) })
  const upper = place.kind === 'committee' || place.kind === 'generalBranch'
  const nobody = search ? '没有找到这位同志' : '名册上还没有人，先导入名册或添加同志。'
  // A committee's own roster is usually empty: its officers are members of the branches below.
  if (upper && !search && list.items.length === 0 && !list.error) return null
  return (
    <View>
      <SearchBar placeholder="姓名、拼音或首字母" onSearch={setSearch} />
      {list.error && !list.loading ? <Text className={css.text}>{list.error.message}</Text> : null}
      {!list.loading && list.items.length === 0 && !list.error ? <Text className={css.text}>{nobody}</Text> : null}
      <List title={place.name}>
        {list.items.map((line) => <Cell key={line.id} title={line.name} hint={[line.groupName, ...line.posts.map((held) => postLabels[held]), line.bound ? null : '未加入'].filter(Boolean).join(' · ')} onTap={() => onChoose(line)} />)}
      </List>
      {list.more ? <Button kind="quiet" text="显示更多" busy={list.loading} onTap={() => void list.loadMore()} /> : null}
    </View>
  )
}
