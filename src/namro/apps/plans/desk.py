"""One time of a task as one person sees it: what the person is to it, whose product is looked at, what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from namro.apps.people.models import OwnerKind, User
from namro.apps.people.owners import owners_of
from namro.apps.plans.models import Collaborator, DueMove, Occurrence, Piece, Proof, WorkEvent
from namro.apps.plans.permissions import work_roles
from namro.apps.plans.queries import helpers_of, occurrences_for
from namro.core.improvement.extensions import DECIDERS, Outcome, can_ask
from namro.core.improvement.owners import Owner, Person, Share, delivered
from namro.core.improvement.states import CLOSED, Role, State, acts_open

#: Acts on the whole of work that every member of a group owes; all others are on one member's product.
_OF_THE_WHOLE = ("cancel", "restore")
HISTORY = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything about one time of a task. `member` is whose product is looked at, None for the whole.

    `roles` are those towards what is looked at. `events` are the newest first, `more` when older ones are left.
    """

    user: User
    row: Occurrence
    owner: Owner | None
    roles: frozenset[Role]
    members: tuple[Person, ...]
    member: int | None
    pieces: dict[int, Piece]
    proofs: tuple[Proof, ...]
    events: tuple[WorkEvent, ...]
    more: bool
    moves: tuple[DueMove, ...]
    helpers: tuple[str, ...]

    @property
    def each(self) -> bool:
        """Whether every member of a group owes a product."""
        return self.row.task.owner_kind == OwnerKind.EACH

    @property
    def owed(self) -> Occurrence | Piece:
        """What goes through the states: the whole, or one member's product, which may not have been begun."""
        if self.member is None:
            return self.row
        return self.pieces.get(self.member) or Piece(occurrence=self.row, user_id=self.member)

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts that are possible now for this person, in the order of the table."""
        if self.member is not None and self.row.state == State.CANCELLED:
            return ()
        found = acts_open(State(self.owed.state), self.roles)
        return tuple(act for act in found if not self.each or (self.member is None) == (act in _OF_THE_WHOLE))

    @property
    def hands_in(self) -> bool:
        """Whether the person may add proof and tell the progress."""
        whole = self.each and self.member is None
        return not whole and not self.roles.isdisjoint({Role.OWNER, Role.COORDINATOR}) and self.open

    @property
    def open(self) -> bool:
        """Whether something is still expected."""
        return State(self.owed.state) not in CLOSED and self.row.state != State.CANCELLED

    @property
    def wish(self) -> DueMove | None:
        """The wish for more time that waits for a decision."""
        return next((move for move in self.moves if move.outcome == Outcome.WAITING), None)

    @property
    def decides_time(self) -> bool:
        """Whether the person may decide about time: asked or unasked."""
        return not DECIDERS.isdisjoint(self.roles) and State(self.row.state) not in CLOSED

    @property
    def asks_time(self) -> bool:
        """Whether the person may ask for more time now; whoever decides need not ask."""
        state, waiting = State(self.row.state), self.wish is not None
        return not self.decides_time and can_ask(state, self.roles, due=self.row.due, waiting=waiting)

    @property
    def share(self) -> Share | None:
        """Of work that each member owes: how much is there and whose is missing."""
        if not self.each or self.owner is None:
            return None
        done, waiting = (
            {str(key) for key, piece in self.pieces.items() if piece.state == state}
            for state in (State.ACCEPTED, State.SUBMITTED)
        )
        return delivered(self.owner, done, self.row.due or self.user.standing.day, waiting=waiting)


def desk_of(user: User, code: str, *, member: int | None = None, before: int | None = None) -> Desk:
    """Return the desk; the number of queries is fixed. Raises Occurrence.DoesNotExist for what may not be read.

    `member` asks for one member's product, 0 for the whole; without it, members see their own. `before` is the id of
    an event.
    """
    helping = Prefetch("task__collaborators", Collaborator.objects.select_related("user", "position").order_by("id"))
    row = (
        occurrences_for(user)
        .select_related("happening", "task__part_of__task")
        .prefetch_related(helping)
        .get(code=code)
    )
    owner = owners_of([row.task], today=user.standing.day).get(row.task_id)
    roles = work_roles(user, row, owner)
    each = row.task.owner_kind == OwnerKind.EACH
    members = owner.holders(row.due or user.standing.day) if each and owner else ()
    keys = {int(person.key) for person in members}
    if each:
        roles -= {Role.OWNER}
        wanted = user.pk if member is None else member
        member = wanted if wanted in keys else None
        if member == user.pk:
            roles |= {Role.OWNER}
    pieces = {piece.user_id: piece for piece in row.pieces.all()} if each else {}
    of_it = Q(piece__user=member) if each and member is not None else Q()
    events = (
        row.events.filter((of_it | Q(act__in=WorkEvent.OF_TIME)) if of_it else Q())
        .select_related("by", "piece__user")
        .order_by("-id")
    )
    found = list(events.filter(pk__lt=before) if before else events)[: HISTORY + 1]
    proofs = row.proofs.filter(of_it, taken_back_at=None).select_related("by", "piece__user", "evidence").order_by("id")
    return Desk(
        user=user,
        row=row,
        owner=owner,
        roles=roles,
        members=members,
        member=member if each else None,
        pieces=pieces,
        proofs=tuple(proofs),
        events=tuple(found[:HISTORY]),
        more=len(found) > HISTORY,
        moves=tuple(row.moves.select_related("by", "decided_by").order_by("id")),
        helpers=helpers_of([row.task], today=user.standing.day)[row.task_id],
    )
